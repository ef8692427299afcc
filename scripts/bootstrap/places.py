"""Where the set-up reads and writes. All it makes is listed in .gitignore and removed by `make clean`."""

from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SETUP = ROOT / ".setup"
LOGS = SETUP / "log"
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
REQUIREMENTS = ROOT / "requirements"
SITE_SCRIPT = ROOT / "build" / "static" / "training" / "site.js"
FONTS = ROOT / "build" / "fonts" / "faces.json"
SITE_STYLE = ROOT / "build" / "static" / "training" / "site.css"
