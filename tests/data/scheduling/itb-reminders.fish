# Kept by itb remind. To take it away: itb remind --uninstall
if status is-interactive; and isatty stdout
    function itb_remind_once_a_day
        set -l day (command date +%F)
        set -l said ''
        test -r '/home/alex/.cache/itb/itb-reminders.day'; and builtin read said <'/home/alex/.cache/itb/itb-reminders.day'
        test "$said" = "$day"; and return 0
        '/opt/itb/bin/python' '-E' '-P' '-m' 'itb_cli' 'remind' '--file' '/home/alex/.local/share/itb/record.toml' 2>/dev/null </dev/null
        switch $status
            case 0 3
            case 130
                return 0
            case '*'
                builtin printf '%s\n' 'itb: The reminder cannot answer. To see why: itb remind. Help now: itb emergency'
        end
        test -O "$HOME"; and command mkdir -p '/home/alex/.cache/itb' 2>/dev/null; and builtin echo $day 2>/dev/null >'/home/alex/.cache/itb/itb-reminders.day'
        return 0
    end
    itb_remind_once_a_day
    functions -e itb_remind_once_a_day
end
