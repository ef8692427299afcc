"""Who may come in, and how they prove who they are. Part of every site's settings."""

import environ

env = environ.Env()

# Keys that were SECRET_KEY once: they still open sessions and second steps that it sealed.
SECRET_KEY_FALLBACKS = env.list("SECRET_KEY_FALLBACKS", default=[])

AUTH_USER_MODEL = "people.User"
AUTHENTICATION_BACKENDS = ["training.people.backend.Backend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
ACCOUNT_ADAPTER = "training.people.adapter.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_FORMS = {
    "login": "training.people.forms.account.LoginForm",
    "signup": "training.people.forms.account.SignupForm",
    "add_email": "training.people.forms.account.AddEmailForm",
    "change_password": "training.people.forms.account.ChangePasswordForm",
    "set_password": "training.people.forms.account.SetPasswordForm",
    "reset_password": "training.people.forms.account.ResetPasswordForm",
    "reset_password_from_key": "training.people.forms.account.ResetPasswordKeyForm",
    "reauthenticate": "training.people.forms.account.ReauthenticateForm",
}
# One address per person; a new one counts once it is verified.
ACCOUNT_CHANGE_EMAIL = True
# Tell the owner of an account when its password or address changes.
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
# Who confirms in the browser that asked is signed in; another browser is not.
ACCOUNT_LOGIN_ON_EMAIL_CONFIRMATION = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_UNIQUE_EMAIL = True
ACCOUNT_PREVENT_ENUMERATION = True
# How many proxies of ours stand in front and add to X-Forwarded-For. With none, nobody believes that header;
# with one too few, all visitors share the proxy's address, and with it every limit.
TRUSTED_PROXY_COUNT = env.int("TRUSTED_PROXY_COUNT", 0)
ALLAUTH_TRUSTED_PROXY_COUNT = TRUSTED_PROXY_COUNT
# A whole council stands behind one address, and signs in at nine: these only keep a machine from being a load.
# What protects an account is counted by account ("key").
ACCOUNT_RATE_LIMITS = {
    "login": "300/m/ip",
    "login_failed": "100/m/ip,5/300s/key",
    "signup": "100/m/ip",
    "reset_password": "60/m/ip,5/m/key",
    "reset_password_from_key": "60/m/ip",
}
ACCOUNT_LOGOUT_REDIRECT_URL = "/"
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/my-training/"
# People of these e-mail domains may make an account without an invitation.
ALLOWED_EMAIL_DOMAINS = env.list("ALLOWED_EMAIL_DOMAINS", default=[])

# --- The second step ----------------------------------------------------------------------------

# Whether trainers, and those who answer for others, need a second step at sign-in: a code from an app, or a passkey.
# A site for people asks for it; a demo on one's own machine does not.
SECOND_STEP_REQUIRED = env.bool("SECOND_STEP_REQUIRED", False)
# What they may open without it: their own things, and what everybody may. Whatever is not named here needs it.
OPEN_WITHOUT_SECOND_STEP = {
    "account_*",
    "mfa_*",
    "usersessions_list",
    "wagtailadmin_logout",
    "page",
    "wagtaildocs_serve",
    "content:whom-do-i-call",
    "content:report-problem",
    "content:media",
    "people:profile",
    "people:end-session",
    "people:accept-invitation",
    "courses:my-training",
    "courses:enrol",
    "courses:complete-activity",
    "quizzes:start",
    "quizzes:attempt",
    "quizzes:gaps",
    "quizzes:save-answer",
    "quizzes:submit",
    "quizzes:result",
    "certificates:mine",
    "certificates:check",
}
MFA_ADAPTER = "training.people.adapter.SecondStepAdapter"
USERSESSIONS_ADAPTER = "training.people.adapter.SessionsAdapter"
MFA_FORMS = {
    "authenticate": "training.people.forms.second_step.AuthenticateForm",
    "reauthenticate": "training.people.forms.second_step.ReauthenticateForm",
    "activate_totp": "training.people.forms.second_step.ActivateTOTPForm",
    "add_webauthn": "training.people.forms.second_step.AddPasskeyForm",
    "edit_webauthn": "training.people.forms.second_step.RenamePasskeyForm",
}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "Frontline Training"
# A telephone's clock may be half a minute wrong.
MFA_TOTP_TOLERANCE = 1
# Nobody signs in here before their address is verified, so nobody can lock its true owner out with a second step
# of their own. Without this, who has a second step could never change their address.
MFA_ALLOW_UNVERIFIED_EMAIL = True
# By address, as for passwords: allauth's own ten a minute would shut out a council at nine.
MFA_RATE_LIMITS = {"webauthn_login": "300/m/ip"}
