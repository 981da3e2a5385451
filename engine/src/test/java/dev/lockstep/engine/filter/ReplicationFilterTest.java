package dev.lockstep.engine.filter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lockstep.engine.filter.ReplicationFilter.Table;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReplicationFilterTest {
    private static ReplicationFilter with(FilterRule rule, String text) throws FilterSyntaxException {
        return ReplicationFilter.NONE.with(rule, text);
    }

    @Test
    void withoutRulesEverythingPasses() {
        assertThat(ReplicationFilter.NONE.takesRows("d", "t")).isTrue();
        assertThat(ReplicationFilter.NONE.takesStatement("", List.of())).isTrue();
        assertThat(ReplicationFilter.NONE.takesDefinitionOf("d")).isTrue();
    }

    @Test
    void databasesToDoLeaveOutAllOthersAndBeatThoseToIgnore() throws FilterSyntaxException {
        ReplicationFilter filter = with(FilterRule.REPLICATE_DO_DB, "a, b").with(FilterRule.REPLICATE_IGNORE_DB, "a");
        assertThat(filter.takesRows("a", "t")).isTrue();
        assertThat(filter.takesRows("c", "t")).isFalse();
        assertThat(filter.takesStatement("", List.of())).as("no default database").isFalse();
        assertThat(filter.text(FilterRule.REPLICATE_DO_DB)).isEqualTo("a,b");
    }

    @Test
    void aStatementGoesByItsDefaultDatabaseAndARowByItsTables() throws FilterSyntaxException {
        ReplicationFilter filter = with(FilterRule.REPLICATE_IGNORE_DB, "sales");
        assertThat(filter.takesStatement("prices", List.of(new Table("sales", "january")))).isTrue();
        assertThat(filter.takesStatement("sales", List.of(new Table("prices", "march")))).isFalse();
        assertThat(filter.takesRows("sales", "january")).isFalse();
    }

    @Test
    void tablesAreAskedInTheOrderDoIgnoreWildDoWildIgnore() throws FilterSyntaxException {
        ReplicationFilter filter = with(FilterRule.REPLICATE_DO_TABLE, "d.a").with(FilterRule.REPLICATE_IGNORE_TABLE,
                "d.b").with(FilterRule.REPLICATE_WILD_DO_TABLE, "d.c%,d.b%").with(
                        FilterRule.REPLICATE_WILD_IGNORE_TABLE, "d.%");
        assertThat(filter.takesRows("d", "a")).isTrue();
        assertThat(filter.takesRows("d", "b")).isFalse();
        assertThat(filter.takesRows("d", "b2")).isTrue();
        assertThat(filter.takesRows("d", "cc")).isTrue();
        assertThat(filter.takesRows("d", "e")).isFalse();
        assertThat(filter.takesRows("other", "e")).as("there are rules of what to do").isFalse();
    }

    @Test
    void onlyIgnoringLetsOthersPass() throws FilterSyntaxException {
        ReplicationFilter filter = with(FilterRule.REPLICATE_WILD_IGNORE_TABLE, "d.tmp\\_%");
        assertThat(filter.takesRows("d", "tmp_1")).isFalse();
        assertThat(filter.takesRows("d", "tmpx1")).as("the underline is meant").isTrue();
        assertThat(filter.takesRows("d", "t")).isTrue();
    }

    @Test
    void oneTableThatIsToBeDoneTakesTheWholeStatement() throws FilterSyntaxException {
        ReplicationFilter filter = with(FilterRule.REPLICATE_DO_TABLE, "d.a");
        assertThat(filter.takesStatement("d", List.of(new Table("d", "x"), new Table("d", "a")))).isTrue();
        assertThat(filter.takesStatement("d", List.of(new Table("d", "x")))).isFalse();
    }

    @Test
    void wildTablesConcernDatabasesAsAWhole() throws FilterSyntaxException {
        ReplicationFilter filter = with(FilterRule.REPLICATE_WILD_DO_TABLE, "s%.%,x.t");
        assertThat(filter.takesDefinitionOf("shop")).isTrue();
        assertThat(filter.takesDefinitionOf("x")).isFalse();
        assertThat(with(FilterRule.REPLICATE_WILD_IGNORE_TABLE, "s%.%").takesDefinitionOf("shop")).isFalse();
    }

    @Test
    void databasesAreRenamed() throws FilterSyntaxException {
        ReplicationFilter filter = with(FilterRule.REPLICATE_REWRITE_DB, "from->to, a -> b");
        assertThat(filter.rewritten("from")).isEqualTo("to");
        assertThat(filter.rewritten("a")).isEqualTo("b");
        assertThat(filter.rewritten("c")).isEqualTo("c");
        assertThat(filter.text(FilterRule.REPLICATE_REWRITE_DB)).isEqualTo("from->to,a->b");
    }

    @Test
    void anEmptyListTakesTheRuleAway() throws FilterSyntaxException {
        ReplicationFilter filter = with(FilterRule.REPLICATE_DO_DB, "a").with(FilterRule.REPLICATE_DO_DB, "");
        assertThat(filter.takesRows("b", "t")).isTrue();
    }

    @Test
    void aTableWithoutDatabaseIsRefused() {
        for (String text : List.of("t", ".t", "d.", "a->b")) {
            assertThatThrownBy(() -> with(FilterRule.REPLICATE_DO_TABLE, text))
                    .isInstanceOf(FilterSyntaxException.class).hasMessageContaining(text);
        }
        assertThatThrownBy(() -> with(FilterRule.REPLICATE_REWRITE_DB, "a")).isInstanceOf(FilterSyntaxException.class);
    }
}
