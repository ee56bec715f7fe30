# bash completion for tenken
_tenken_pack_text()
{
	local word=${COMP_WORDS[COMP_CWORD]}
	case " ${COMP_WORDS[*]} " in
	*" import "*)
		if [[ $word == -* ]]; then COMPREPLY=($(compgen -W "--dry-run --json --pack" -- "$word"))
		else COMPREPLY=($(compgen -f -- "$word")); fi ;;
	*" template "*) COMPREPLY=($(compgen -W "-o --pack" -- "$word")) ;;
	*" show "*) COMPREPLY=($(compgen -W "$(tenken pack coverage 2>/dev/null | awk 'NF > 1{print $1}')" -- "$word")) ;;
	*) COMPREPLY=($(compgen -W "import template show" -- "$word")) ;;
	esac
}
_tenken()
{
	local word=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD - 1]}
	local globals="--db --pack --lang --date --actor --for --campaign --passphrase-file --json --plain --ascii --no-color --no-mouse --ambiguous --readonly --no-input --help --version"
	local commands="init rename status profile checklist answer confirm undo redo history plan check report sheet pack register exception join submit receive common dissent office campaign collect roster show return accept handover push classify evaluate verify backup restore tour about help"
	local command= sub= i skip=
	COMPREPLY=()
	for ((i = 1; i < COMP_CWORD; i++)); do
		if [[ -n $skip ]]; then
			skip=
			continue
		fi
		case ${COMP_WORDS[i]} in
		--db | --pack | --lang | --date | --actor | --for | --campaign | --passphrase-file | --ambiguous) skip=1 ;;
		-*) ;;
		*) if [[ -z $command ]]; then command=${COMP_WORDS[i]}; elif [[ -z $sub ]]; then sub=${COMP_WORDS[i]}; fi ;;
		esac
	done
	case $previous in
	--exchange) COMPREPLY=($(compgen -W "sealed external" -- "$word")); return ;;
	--state) COMPREPLY=($(compgen -W "not_received submitted returned accepted closed" -- "$word")); return ;;
	--db | --file | --roster | --passphrase-file | -o) COMPREPLY=($(compgen -f -- "$word")); return ;;
	--ambiguous) COMPREPLY=($(compgen -W "1 2 auto" -- "$word")); return ;;
	--lang) COMPREPLY=($(compgen -W "ja en" -- "$word")); return ;;
	--format) COMPREPLY=($(compgen -W "text html xlsx json csv oscal-ar oscal-poam oscal-catalog" -- "$word")); return ;;
	--scope) COMPREPLY=($(compgen -W "section city bureau:" -- "$word")); return ;;
	--filter) COMPREPLY=($(compgen -W "unanswered open unsure noted carried changed lacking plans-left overdue" -- "$word")); return ;;
	--role) COMPREPLY=($(compgen -W "$(tenken pack show 2>/dev/null | awk '/^  /{print $1}')" -- "$word")); return ;;
	--checklist) COMPREPLY=($(compgen -W "$(tenken checklist list 2>/dev/null | awk '{print $1}')" -- "$word")); return ;;
	esac
	local options= words=
	case $command in
	"") words=$commands ;;
	init) options="--bureau --unit --code --fiscal-year --role" ;;
	rename) options="--bureau --unit --code" ;;
	profile)
		if [[ -z $sub ]]; then words="show set"
		elif [[ $previous == set ]]; then words=$(tenken profile show 2>/dev/null | awk '{print $1}')
		else words="yes no unknown"; fi ;;
	checklist) [[ -z $sub ]] && words="list add show remove"; options="--role --subject --filter --force" ;;
	answer)
		options="--note --reason --elements --file --checklist"
		if [[ -z $sub ]]; then words=$(tenken checklist show 2>/dev/null | awk '$2 ~ /-/{print $2}')
		else words="implemented partial not_implemented not_applicable exception unsure"; fi ;;
	confirm | history) options="--checklist"; words=$(tenken checklist show 2>/dev/null | awk '$2 ~ /-/{print $2}') ;;
	undo | redo) options="--checklist" ;;
	plan)
		options="--cause --measure --person --due --reason --preventive --note --evidence --overdue --checklist"
		if [[ -z $sub ]]; then words="set progress done list"
		else words=$(tenken checklist show --filter open 2>/dev/null | awk '$2 ~ /-/{print $2}'); fi ;;
	sheet)
		options="--checklist --dry-run --replace -o"
		if [[ -z $sub ]]; then words="export import"
		elif [[ $sub == import && $word != -* ]]; then COMPREPLY=($(compgen -f -- "$word")); return; fi ;;
	report) options="--scope --format --sample --no-approval -o" ;;
	classify) options="--facts --asset" ;;
	join) options="--unit-code --join-code"; [[ $word == -* ]] || { COMPREPLY=($(compgen -f -- "$word")); return; } ;;
	submit) options="--confirmed-by -o" ;;
	dissent) options="--text --withdraw"; words=$(tenken common 2>/dev/null | awk '$2 ~ /-/{print $2}') ;;
	handover) options="--passphrase-file -o"; words=$(tenken roster 2>/dev/null | awk '!/=|＝/{print $1}') ;;
	push) options="--to --text --passphrase-file -o" ;;
	receive) COMPREPLY=($(compgen -f -- "$word")); return ;;
	office)
		options="--name --own-unit --passphrase-file -o"
		if [[ -z $sub ]]; then words="init escrow restore"
		elif [[ $sub == restore && $word != -* ]]; then COMPREPLY=($(compgen -f -- "$word")); return; fi ;;
	campaign)
		options="--fiscal-year --roster --due --exchange --period --extra --common --passphrase-file -o"
		if [[ -z $sub ]]; then words="new publish show code list"
		elif [[ $sub == code ]]; then words=$(tenken roster 2>/dev/null | awk 'NR > 1 && !/=|＝/{print $1}'); fi ;;
	collect) options="--dry-run --passphrase-file"; [[ $word == -* ]] || { COMPREPLY=($(compgen -f -- "$word")); return; } ;;
	roster) options="--state --overdue" ;;
	show) words=$(tenken roster 2>/dev/null | awk 'NR > 1 && !/=|＝/{print $1}') ;;
	return) options="--comment --on --passphrase-file -o"; words=$(tenken roster 2>/dev/null | awk 'NR > 1 && !/=|＝/{print $1}') ;;
	accept) options="--clean --passphrase-file -o"; words=$(tenken roster 2>/dev/null | awk 'NR > 1 && !/=|＝/{print $1}') ;;
	register)
		options="--dry-run -o"
		if [[ -z $sub ]]; then words="list export import network $(tenken register list 2>/dev/null | awk '{print $1}')"
		elif [[ $previous == "$sub" && $sub != import && $sub != export ]]; then
			words="list add set remove complete history template import"
		elif [[ $previous == import ]]; then COMPREPLY=($(compgen -f -- "$word")); return
		elif [[ $previous == complete ]]; then words="yes no"
		elif [[ $previous == set || $previous == remove || $previous == history ]]; then
			words=$(tenken register "$sub" list 2>/dev/null | awk 'NR > 1 && /^[^ ]/{print $1}')
		fi ;;
	exception)
		options="--open"
		if [[ -z $sub ]]; then words="list add set remove history report"
		else words=$(tenken exception list 2>/dev/null | awk 'NR > 1 && /^[^ ]/{print $1}'); fi ;;
	pack) [[ -z $sub ]] && words="list show lint coverage text digest diff"; [[ $sub == digest ]] && { COMPREPLY=($(compgen -f -- "$word")); return; }; [[ $sub == text ]] && { _tenken_pack_text; return; }; [[ $sub == lint ]] && { COMPREPLY=($(compgen -d -- "$word")); return; } ;;
	evaluate) options="--all"; [[ $word == -* ]] || { COMPREPLY=($(compgen -f -- "$word")); return; } ;;
	backup | restore) COMPREPLY=($(compgen -f -- "$word")); return ;;
	help) words=$commands ;;
	esac
	if [[ $word == -* ]]; then
		COMPREPLY=($(compgen -W "$options $globals" -- "$word"))
	else
		COMPREPLY=($(compgen -W "$words" -- "$word"))
	fi
}
complete -F _tenken tenken
