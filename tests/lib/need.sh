# need.sh — what building and testing need, and how a build folder is made. Sourced by ./run and tests/run.
#
# Nothing is asked of the network while all is there. What is missing is installed by apt, as root or with sudo.

# kind, name, package
needs_of_build='
command meson meson
command ninja ninja-build
command cc gcc
command pkg-config pkg-config
command python3 python3
command msgfmt gettext
file /usr/include/stdio.h libc6-dev
library ncursesw libncurses-dev
library sqlite3 libsqlite3-dev
library libcjson libcjson-dev
library libutf8proc libutf8proc-dev
library libsodium libsodium-dev
file /usr/include/xlsxwriter.h libxlsxwriter-dev
library zlib zlib1g-dev
library minizip libminizip-dev
library expat libexpat1-dev
'
needs_of_tests='
command clang clang
command xgettext gettext
command strace strace
command scdoc scdoc
file /usr/bin/python3 python3
library cmocka libcmocka-dev
library vterm libvterm-dev
python jsonschema python3-jsonschema
python regex python3-regex
python openpyxl python3-openpyxl
command soffice libreoffice-calc-nogui
command pdftotext poppler-utils
command chromium chromium
file /usr/share/fonts/opentype/noto fonts-noto-cjk
command npm npm
command zip zip
'

# Whether NAME of KIND is there.
need_has() {
	case $1 in
	command) command -v "$2" >/dev/null ;;
	file) [ -e "$2" ] ;;
	library) pkg-config --exists "$2" 2>/dev/null ;;
	python) /usr/bin/python3 -c "import $2" 2>/dev/null ;;
	esac
}

# Installs what TABLE names and is missing; says so, and ends the script when it cannot be done.
need() {
	local kind name package missing=() as_root=() log
	while read -r kind name package; do
		[ -z "$kind" ] || need_has "$kind" "$name" || missing+=("$package")
	done <<<"$1"
	[ ${#missing[@]} -gt 0 ] || return 0
	[ "$(id -u)" = 0 ] || as_root=(sudo)
	if ! command -v apt-get >/dev/null || { [ ${#as_root[@]} -gt 0 ] && ! command -v sudo >/dev/null; }; then
		echo "To build this, please install: ${missing[*]}" >&2
		exit 1
	fi
	echo "installing ${missing[*]}" >&2
	log=$(mktemp)
	if ! { "${as_root[@]}" apt-get update && "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive \
		apt-get install --yes --no-install-recommends "${missing[@]}"; } >"$log" 2>&1; then
		cat "$log" >&2
		rm -f "$log"
		exit 1
	fi
	rm -f "$log"
}

# Runs a command, and shows what it printed only if it fails.
quietly() {
	local log status=0
	log=$(mktemp)
	"$@" >"$log" 2>&1 || status=$?
	[ "$status" = 0 ] || cat "$log" >&2
	rm -f "$log"
	return "$status"
}

# configure FOLDER OPTION…: makes a build folder of the present folder, or brings it up to date; a folder that cannot be
# brought up to date (moved, made by another version) is made anew.
configure() {
	local folder=$1 argument stamp
	shift
	# Of the files for cross builds meson takes options only when it makes a folder: when they change, it is made anew.
	stamp=$(for argument; do [ ! -f "$argument" ] || sha256sum <"$argument"; done)
	if [ -n "$stamp" ] && [ "$stamp" != "$(cat "$folder/made-from" 2>/dev/null)" ]; then
		rm -rf "$folder"
	fi
	if [ -e "$folder/build.ninja" ] && meson setup --reconfigure "$folder" "$@" >/dev/null 2>&1; then
		return 0
	fi
	rm -rf "$folder"
	quietly meson setup "$folder" "$@" || return 1
	[ -z "$stamp" ] || echo "$stamp" >"$folder/made-from"
}
