package dev.lockstep.engine.lab.spec;

/**
 * A topology file that cannot be used. The message is for the person who wrote the file: it names the file, line and
 * column, what was expected, and a suggestion where there is one.
 */
public final class SpecException extends Exception {
    private static final long serialVersionUID = 1;

    private final String file;
    private final int line;
    private final int column;
    private final String problem;

    /** Line and column count from 1; 0 if the fault has no place. */
    public SpecException(String file, int line, int column, String problem) {
        super(line == 0 ? file + ": " + problem : file + ":" + line + ":" + column + ": " + problem);
        this.file = file;
        this.line = line;
        this.column = column;
        this.problem = problem;
    }

    /** The message without file and place. */
    public String problem() {
        return problem;
    }

    /** As it was given. */
    public String file() {
        return file;
    }

    /** From 1, or 0. */
    public int line() {
        return line;
    }

    /** From 1, or 0. */
    public int column() {
        return column;
    }
}
