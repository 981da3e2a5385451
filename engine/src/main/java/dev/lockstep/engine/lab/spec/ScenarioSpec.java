package dev.lockstep.engine.lab.spec;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A story: what is done, what is told, and what must be seen.
 *
 * @param title such as "The slave that got nothing"
 * @param subtitle which bug, which versions
 * @param narration told before the first step
 * @param links for further reading
 * @param steps in order
 * @param checks that every variant has
 * @param variants at least one, in order
 */
public record ScenarioSpec(String title, String subtitle, Narration narration, List<Link> links, List<StepSpec> steps,
        List<CheckSpec> checks, List<VariantSpec> variants) {

    /** A page worth reading. */
    public record Link(String title, String url) {}

    /** Keeps own copies. */
    public ScenarioSpec {
        links = List.copyOf(links);
        steps = List.copyOf(steps);
        checks = List.copyOf(checks);
        variants = List.copyOf(variants);
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
