"""Names that Windows keeps for its devices, in every folder: no file can bear one."""

_PORTS = ("com", "lpt")
_DEVICES = {
    *("con", "prn", "aux", "nul", "conin$", "conout$"),
    *(f"{port}{number}" for port in _PORTS for number in "0123456789\u00b9\u00b2\u00b3"),
}


def is_device_name(name: str) -> bool:
    """Whether Windows takes `name` for a device: `con`, `CON.toml` and `nul ` too."""
    return name.partition(".")[0].partition(":")[0].rstrip(" ").casefold() in _DEVICES
