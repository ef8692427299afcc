"""Questions in the files of other systems: what each format says, as `neutral` has it, and back."""
