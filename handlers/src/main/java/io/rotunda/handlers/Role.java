package io.rotunda.handlers;

/// What a principal may do beyond its own.
public enum Role {
    MEMBER,
    ADMIN,
    AGENT
}
