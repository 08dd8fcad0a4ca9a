package io.rotunda.server.doctor;

/// What one look at a deployment found, in a line.
///
/// @param mend what to do about it; empty where there is nothing to do
record Finding(Grade grade, String what, String mend) {
    enum Grade {
        OK("ok"),
        WARN("warn"),
        FAIL("FAIL");

        private final String word;

        Grade(String word) {
            this.word = word;
        }
    }

    static Finding ok(String what) {
        return new Finding(Grade.OK, what, "");
    }

    /// It works, but not as it should, or not for long.
    static Finding warn(String what, String mend) {
        return new Finding(Grade.WARN, what, mend);
    }

    /// Clients will notice.
    static Finding fail(String what, String mend) {
        return new Finding(Grade.FAIL, what, mend);
    }

    boolean failed() {
        return grade == Grade.FAIL;
    }

    String line() {
        return "%-4s  %s%s".formatted(grade.word, what, mend.isEmpty() ? "" : ". To mend it: " + mend);
    }
}
