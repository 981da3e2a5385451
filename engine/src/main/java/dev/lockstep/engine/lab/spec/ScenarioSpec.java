package dev.lockstep.engine.lab.spec;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A story: what is done, what is told, and what must be seen.
 *
 * @param entry where it stands among the known stories
 * @param title such as "The slave that got nothing"
 * @param subtitle which bug, which versions
 * @param narration told before the first step
 * @param links for further reading
 * @param steps in order
 * @param checks that every variant has
 * @param variants at least one, in order
 */
public record ScenarioSpec(Entry entry, String title, String subtitle, Narration narration, List<Link> links,
        List<StepSpec> steps,
        List<CheckSpec> checks, List<VariantSpec> variants) {

    /**
     * Where a story stands among the known ones, and how far it can be believed.
     *
     * @param number such as "S1"; empty for a story that has none
     * @param faithful what is as in the servers; empty if nothing is said
     * @param model what stands for something else; empty if nothing is said
     */
    public record Entry(String number, String faithful, String model) {
        /** Nothing is said. */
        public static final Entry NONE = new Entry("", "", "");
    }

    /** A page worth reading. */
    public record Link(String title, String url) {}

    /** A story that has no number. */
    public ScenarioSpec(String title, String subtitle, Narration narration, List<Link> links, List<StepSpec> steps,
            List<CheckSpec> checks, List<VariantSpec> variants) {
        this(Entry.NONE, title, subtitle, narration, links, steps, checks, variants);
    }

    /** Keeps own copies. */
    public ScenarioSpec {
        links = List.copyOf(links);
        steps = List.copyOf(steps);
        checks = List.copyOf(checks);
        variants = List.copyOf(variants);
    }

    /** What is about a variant: its own checks, or those of all if it has none; not those that hold either way. */
    public List<String> telling(VariantSpec variant) {
        return (variant.checks().isEmpty() ? checks : variant.checks()).stream().filter(check -> !check.eitherWay())
                .map(CheckSpec::title).toList();
    }

    /** The variant of that name. */
    public Optional<VariantSpec> variant(String name) {
        return variants.stream().filter(variant -> variant.name().equals(name)).findFirst();
    }

    /**
     * The checks of a variant, those of all variants first. Their place in this list is what
     * {@link dev.lockstep.engine.trace.TraceEvent.CheckChanged#check()} says.
     */
    public List<CheckSpec> checksOf(VariantSpec variant) {
        return Stream.concat(checks.stream(), variant.checks().stream()).toList();
    }
}
