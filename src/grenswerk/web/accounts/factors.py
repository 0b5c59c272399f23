"""The second factor: its secrets encrypted, and who must have one."""

from __future__ import annotations

import base64

from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.utils import is_mfa_enabled
from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.contrib.auth.models import User

PURPOSE = b"grenswerk second factor"
MARK = "fernet:"


class EncryptedFactors(DefaultMFAAdapter):  # type: ignore[misc]  # allauth has no types
    """Keeps the secrets of authenticator apps and recovery codes encrypted under a key made from the site's."""

    def encrypt(self, text: str) -> str:
        """The text as it is kept."""
        return MARK + _keys().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """The text that was kept; one from before the encryption is returned as it is."""
        if not encrypted_text.startswith(MARK):
            return encrypted_text
        try:
            return _keys().decrypt(encrypted_text.removeprefix(MARK).encode()).decode()
        except InvalidToken:  # the key was lost: the factor opens nothing, recovery is by who runs the site
            return ""


def _keys() -> MultiFernet:
    """The present key first, then those that it replaced."""
    secrets = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    return MultiFernet([Fernet(_derived(secret)) for secret in secrets])


def _derived(secret: str) -> bytes:
    made = HKDF(algorithm=SHA256(), length=32, salt=None, info=PURPOSE).derive(secret.encode())
    return base64.urlsafe_b64encode(made)


def has_second_factor(person: User) -> bool:
    """Whether a stolen password alone does not open the account."""
    found: bool = is_mfa_enabled(person)
    return found
