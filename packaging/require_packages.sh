# Sourced by the entry scripts: require_packages WHEN... installs what packages.txt lists for these
# and the machine does not have yet. Without the right to install it prints the command and stops.

require_packages() {
    local here when missing=() name
    here=$(dirname "${BASH_SOURCE[0]}")
    while read -r when name; do
        case " $* " in *" $when "*) ;; *) continue ;; esac
        dpkg-query -W -f '${Status}' "$name" 2>/dev/null | grep -q 'ok installed' \
            || missing+=("$name")
    done < <(grep -v '^#' "$here/packages.txt")
    [ ${#missing[@]} -eq 0 ] && return 0

    local install=(apt-get install -y --no-install-recommends "${missing[@]}")
    if [ "$(id -u)" -eq 0 ]; then
        apt-get update -q && DEBIAN_FRONTEND=noninteractive "${install[@]}"
        return
    fi
    # That there is a sudo does not mean that it may be used, or can ask for a password.
    if command -v sudo >/dev/null; then
        echo "Installing ${#missing[@]} packages with sudo." >&2
        sudo apt-get update -q && sudo DEBIAN_FRONTEND=noninteractive "${install[@]}" && return 0
    fi
    printf 'These packages are missing. Install them as root, then run this again:\n\n' >&2
    printf '  apt-get update && %s\n\n' "${install[*]}" >&2
    return 1
}
