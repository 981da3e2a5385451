package dev.lockstep.engine.sql.statement;

import dev.lockstep.engine.sql.expression.Expression;
import dev.lockstep.engine.sql.statement.TableStatement.Verb;
import dev.lockstep.engine.sql.statement.Token.Kind;
import java.util.ArrayList;
import java.util.List;

/** {@code RAND()} in a statement that changes rows. */
public final class RandomCalls {
    private static final String RAND = "RAND";

    private RandomCalls() {}

    /** Whether the statement draws numbers in any form. */
    public static boolean in(TableStatement statement) {
        return statement.verb().changesRows() && statement.tokens().stream().anyMatch(token -> token.isWord(RAND));
    }

    /**
     * Whether each call is made once, in the order of the text: values of INSERT or REPLACE without a seed of their own. Rows
     * of other statements come in another order on another server.
     */
    public static boolean areListed(TableStatement statement) {
        boolean values = (statement.verb() == Verb.INSERT || statement.verb() == Verb.REPLACE)
                && statement.tokens().stream().noneMatch(token -> token.isWord("SELECT"));
        if (!values) {
            return false;
        }
        List<Token> tokens = statement.tokens();
        for (int i = 0; i < tokens.size(); i++) {
            if (tokens.get(i).isWord(RAND) && !isCall(tokens, i)) {
                return false;
            }
        }
        return true;
    }

    /** The statement with each call to be evaluated by its session: {@code RAND} is asked for. */
    public static TableStatement evaluated(TableStatement statement) {
        List<Token> tokens = new ArrayList<>();
        List<Expression> substitutions = new ArrayList<>();
        for (int i = 0; i < statement.tokens().size(); i++) {
            Token token = statement.tokens().get(i);
            boolean random = isCall(statement.tokens(), i);
            if (random || token.kind() == Kind.SUBSTITUTE) {
                tokens.add(new Token(Kind.SUBSTITUTE, String.valueOf(substitutions.size()), token.start(),
                        token.end()));
                substitutions.add(random
                        ? new Expression.Call(RAND, List.of())
                        : statement.substitutions().get(Integer.parseInt(token.text())));
                i += random ? 2 : 0;
            } else {
                tokens.add(token);
            }
        }
        return new TableStatement(statement.verb(), statement.text(), statement.source(), tokens, substitutions);
    }

    private static boolean isCall(List<Token> tokens, int at) {
        return at + 2 < tokens.size() && tokens.get(at).isWord(RAND) && tokens.get(at + 1).isSign("(")
                && tokens.get(at + 2).isSign(")");
    }
}
