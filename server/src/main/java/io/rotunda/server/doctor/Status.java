package io.rotunda.server.doctor;

/// What is to be mended where a request is answered with a status that means the same for all of them.
final class Status {
    private Status() {}

    /// @param otherwise what is said of any other
    static String mend(int status, String otherwise) {
        return switch (status) {
            case 403 -> "name the page's origin in CORS_ORIGINS, and have the proxy pass the header Host on";
            case 502, 504 -> "the proxy does not reach the server: see its address there, and whether the server runs";
            case 503 -> "the server has too much to do or is about to go: see its log and /metrics";
            default -> otherwise;
        };
    }
}
