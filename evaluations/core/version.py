"""The engine's version: part of every result's address, raised whenever the same input may score anew."""

ENGINE_VERSION = "4"
