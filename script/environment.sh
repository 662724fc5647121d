# Read by the scripts beside it: `prepare` leaves .venv ready and names its Python.
root=$(CDPATH= cd -- "$(dirname -- "$0")/.." && pwd)
export PYTHONPATH="$root"

find_python() {
    for candidate in "${PYTHON:-}" python3 python3.14 python3.13 python3.12 python3.11 python; do
        [ -n "$candidate" ] || continue
        if "$candidate" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 14))' 2>/dev/null; then
            echo "$candidate"
            return
        fi
    done
    echo "error: Python 3.11 to 3.14 is needed and was not found; install it, or set PYTHON to its path." >&2
    return 1
}

prepare() {
    found=$(find_python) || exit 1
    "$found" "$root/script/install.py" "$@" >&2 || exit 1
    python="$root/.venv/bin/python"
}
