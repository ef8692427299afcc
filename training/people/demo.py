"""The people and organisations of the demo. All of them are invented."""

from dataclasses import dataclass

COUNCIL = "Northmere Borough Council"
REGULATION = "Regulation and Licensing"
COMMUNITY = "Northmere Community Against Exploitation"
SOUTHMERE = "Southmere District Council"

# Each organisation with what stands above it (None at the top) and its kind, from the top down.
ORGANISATIONS = [
    (COUNCIL, None, "council"),
    (REGULATION, COUNCIL, "department"),
    ("Trading standards", REGULATION, "team"),
    ("Environmental health", REGULATION, "team"),
    ("Licensing", REGULATION, "team"),
    ("Housing", COUNCIL, "department"),
    (COMMUNITY, None, "community_group"),
    (SOUTHMERE, None, "council"),
    ("Licensing and enforcement", SOUTHMERE, "team"),
]


@dataclass(frozen=True)
class Person:
    """Somebody who can sign in to the demo."""

    name: str
    what: str
    organisation: str = ""
    role: str = ""
    access: str = "none"
    is_trainer: bool = False
    is_administrator: bool = False

    @property
    def email(self):
        """First name and the demo's domain."""
        return f"{self.name.split()[0].lower()}@northmere.example"


PEOPLE = [
    Person("Asha Rahman", "learner", "Environmental health", "environmental-health-food"),
    Person("Ben Carter", "learner", "Trading standards", "trading-standards"),
    Person("Carys Morgan", "learner", "Licensing", "licensing"),
    Person("Dele Adeyemi", "learner", "Housing", "housing-and-homelessness"),
    Person("Ewa Nowak", "learner", "Environmental health", "health-and-safety"),
    Person("Owen Clarke", "learner", COUNCIL, "fire-and-building-control"),
    Person("Imran Shah", "learner", COMMUNITY, "community-volunteer"),
    Person("Rosa Silva", "learner", "Licensing and enforcement", "licensing"),
    Person("Gwen Parry", "manager", REGULATION, "", "manager"),
    Person("Hugo Bell", "manager", SOUTHMERE, "", "manager"),
    Person("Judith Kaye", "auditor", COUNCIL, "", "auditor"),
    Person("Farah Aziz", "trainer", is_trainer=True),
    Person("Tom Ellery", "trainer", is_trainer=True),
    Person("Kit Osborne", "administrator", is_administrator=True),
]
