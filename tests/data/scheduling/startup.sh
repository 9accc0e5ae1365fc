case $- in *i*) if [ -t 1 ]; then
    itb_remind_once_a_day() {
        local day='' said=''
        if [ -n "${ZSH_VERSION-}" ]; then
            zmodload zsh/datetime && strftime -s day %F "$EPOCHSECONDS"
        else
            builtin printf -v day '%(%F)T' -1
        fi 2>/dev/null || day=$(command date +%F)
        if [ -r /home/alex/.cache/itb/itb-reminders.day ]; then builtin read -r said </home/alex/.cache/itb/itb-reminders.day; fi
        if [ "$said" = "$day" ]; then return 0; fi
        /opt/itb/bin/python -E -P -m itb_cli remind --file /home/alex/.local/share/itb/record.toml 2>/dev/null </dev/null
        case $? in
            0|3) ;;
            130) return 0 ;;
            *) builtin printf '%s\n' 'itb: The reminder cannot answer. To see why: itb remind. Help now: itb emergency' ;;
        esac
        { [ -O "${HOME-}" ] && command mkdir -p /home/alex/.cache/itb && builtin printf '%s\n' "$day" >|/home/alex/.cache/itb/itb-reminders.day; } 2>/dev/null
        return 0
    }
    itb_remind_once_a_day
    unset -f itb_remind_once_a_day
fi ;; esac
