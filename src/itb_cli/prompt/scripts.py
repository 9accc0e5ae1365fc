"""The scripts by which bash, zsh, fish and starship show the prompt's segment, without Python. Whence the days: `cache_file`.

For all of them: a record whose stamp is not the status file's, a status file that is missing or not whole, and a day that cannot
be read show `itb?`. Nothing is shown only if the supply is ok, or if there has never been a record. @RECORD@ and @STATUS@
stand for the two paths.
"""

HEADER = """\
# A segment of the prompt that tells how the supply stands. Made by: {made_by}
# Nothing is shown while nothing is due. That promises nothing: symptoms beat dates, and only what is recorded is known.
# itb? means: type {look}. ITB_SEGMENT holds the words, for a prompt of your own.
"""

LOOK = """\
__itb_look() {
  local record=@RECORD@
  local file=@STATUS@
  local day='' word='' found='' ended='' here=yes
  case $1 in
    [0-9][0-9][0-9][0-9][0-9][0-9][0-9][0-9])
      if [ -r "$file" ]; then
        while IFS=' ' read -r day word; do
          case $day in
            0 | [0-9][0-9][0-9][0-9][0-9][0-9][0-9][0-9]) if [ "$day" -le "$1" ]; then found=$word; fi ;;
            end) ended=$word ;;
            *)
              ended=''
              break
              ;;
          esac
        done 2>/dev/null <"$file"
      fi
      ;;
  esac
  if [ -e "$record" ]; then
    if [ "$record" -nt "$file" ] || [ "$record" -ot "$file" ]; then here=changed; fi
  elif [ -L "$record" ]; then
    here=changed
  elif [ -e "$file" ]; then
    here=gone
  else
    here=never
  fi
  case $here:$ended:$found in
    yes:1:ok | gone:1:none | never:*) ITB_SEGMENT='' ;;
    yes:1:soon | yes:1:overdue | yes:1:critical) ITB_SEGMENT="itb:$found " ;;
    *) ITB_SEGMENT='itb? ' ;;
  esac
}
"""

BASH = """\
export ITB_PROMPT=@RECORD@
ITB_SEGMENT='' __itb_shown=''
__itb_prompt() {
  local last=$? today='' colour='30;43'
  if ((BASH_VERSINFO[0] * 100 + BASH_VERSINFO[1] >= 402)); then
    printf -v today '%(%Y%m%d)T' -1 || today=''
  else
    today=$(command date +%Y%m%d) || today=''
  fi
  __itb_look "$today"
  case $ITB_SEGMENT in *overdue* | *critical*) colour='1;97;41' ;; esac
  __itb_shown=$ITB_SEGMENT
  if [ -n "$ITB_SEGMENT" ] && [ -z "${NO_COLOR-}" ] && [ "${TERM-dumb}" != dumb ]; then
    __itb_shown=$'\\001\\e['"${colour}m"$'\\002'"${ITB_SEGMENT% }"$'\\001\\e[0m\\002 '
  fi
  case $- in *e*) return 0 ;; esac
  return "$last"
}
itb_prompt() {
  __itb_prompt
  printf '%s' "$ITB_SEGMENT"
}
case $- in
  *i*)
    case "${PROMPT_COMMAND[*]-}" in
      *__itb_prompt*) ;;
      *)
        if ((BASH_VERSINFO[0] * 100 + BASH_VERSINFO[1] >= 501)); then
          PROMPT_COMMAND+=(__itb_prompt)
        else
          # shellcheck disable=SC2178  # an older bash knows no list here
          PROMPT_COMMAND="${PROMPT_COMMAND-}"$'\\n'__itb_prompt
        fi
        ;;
    esac
    case "${PS1-}" in *ITB_SEGMENT* | *itb_prompt* | *__itb_shown*) ;; *) PS1='${__itb_shown-}'"${PS1-}" ;; esac
    ;;
esac
"""

ZSH = """\
export ITB_PROMPT=@RECORD@
typeset -g ITB_SEGMENT='' __itb_shown=''
zmodload -F zsh/datetime b:strftime p:EPOCHSECONDS 2>/dev/null
__itb_prompt() {
  local percent='' today='' colour='%F{black}%K{yellow}'
  if [[ -o prompt_percent ]]; then percent=yes; fi
  emulate -L zsh
  if (( ${+builtins[strftime]} )); then
    strftime -s today '%Y%m%d' "$EPOCHSECONDS" || today=''
  else
    today=$(command date +%Y%m%d) || today=''
  fi
  __itb_look "$today"
  case $ITB_SEGMENT in *overdue* | *critical*) colour='%B%F{15}%K{red}' ;; esac
  local shown=$ITB_SEGMENT
  if [[ -n $shown && -z ${NO_COLOR-} && ${TERM-dumb} != dumb && -n $percent ]]; then
    shown="$colour${shown% }%k%f%b "
  fi
  case ${PROMPT-} in
    *ITB_SEGMENT* | *itb_prompt*) ;;
    *) PROMPT="$shown${${PROMPT-}#"$__itb_shown"}" ;;
  esac
  __itb_shown=$shown
}
itb_prompt() {
  __itb_look "$(command date +%Y%m%d)"
  printf '%s' "$ITB_SEGMENT"
}
if [[ -o interactive ]]; then
  autoload -Uz add-zsh-hook
  add-zsh-hook precmd __itb_prompt
fi
"""

FISH = """\
set -gx ITB_PROMPT @RECORD@
set -g ITB_SEGMENT ''
function __itb_look
    set -l today "$argv[1]"
    set -l record @RECORD@
    set -l file @STATUS@
    set -l found ''
    set -l ended ''
    set -l here yes
    if string match -qr '^[0-9]{8}$' -- "$today"; and test -r "$file"
        while read -l -d ' ' day word
            if test "$day" = end
                set ended "$word"
            else if not string match -qr '^(0|[0-9]{8})$' -- "$day"
                set ended ''
                break
            else if test "$day" -le "$today"
                set found "$word"
            end
        end <"$file"
    end
    if test -e "$record"
        if test "$record" -nt "$file"; or test "$record" -ot "$file"
            set here changed
        end
    else if test -L "$record"
        set here changed
    else if test -e "$file"
        set here gone
    else
        set here never
    end
    switch "$here:$ended:$found"
        case yes:1:ok gone:1:none 'never:*'
            set -g ITB_SEGMENT ''
        case yes:1:soon yes:1:overdue yes:1:critical
            set -g ITB_SEGMENT "itb:$found "
        case '*'
            set -g ITB_SEGMENT 'itb? '
    end
end
function __itb_ask_day
    # date costs a process: it is asked once a minute, after midnight, and in another zone. What time it is, fish knows itself.
    set -l now
    if builtin --query path 2>/dev/null; and test -e @STATUS@
        set now (math (path mtime -- @STATUS@) + (path mtime -R -- @STATUS@) 2>/dev/null)
    end
    if test -n "$now"; and test -n "$__itb_until"; and test "$TZ" = "$__itb_zone"
        if test "$now" -ge "$__itb_asked"; and test "$now" -lt "$__itb_until"
            return
        end
    end
    set -l told (command date '+%Y%m%d %s %H %M %S' 2>/dev/null | string split ' ')
    set -g __itb_day "$told[1]"
    set -g __itb_asked "$told[2]"
    set -g __itb_zone "$TZ"
    set -g __itb_until (math "$told[2] + min(60, 86400 - $told[3] * 3600 - $told[4] * 60 - $told[5])" 2>/dev/null)
end
function __itb_prompt --on-event fish_prompt
    __itb_ask_day
    __itb_look "$__itb_day"
end
function itb_prompt
    __itb_prompt
    printf '%s' "$ITB_SEGMENT"
end
function __itb_show
    set -l colour black --background=yellow
    if string match -qr 'overdue|critical' -- "$ITB_SEGMENT"
        set colour brwhite --background=red --bold
    end
    if test -n "$ITB_SEGMENT"; and test -z "$NO_COLOR"; and test "$TERM" != dumb
        printf '%s%s%s ' (set_color $colour) (string trim -- "$ITB_SEGMENT") (set_color normal)
    else
        printf '%s' "$ITB_SEGMENT"
    end
end
if status is-interactive; and not functions -q __itb_mode_prompt
    if functions -q fish_mode_prompt
        functions -c fish_mode_prompt __itb_mode_prompt
    else
        function __itb_mode_prompt
        end
    end
    function fish_mode_prompt
        __itb_show
        __itb_mode_prompt
    end
end
"""

STARSHIP = """\
__itb_look "$(date +%Y%m%d)"
printf '%s' "${ITB_SEGMENT% }"
"""
