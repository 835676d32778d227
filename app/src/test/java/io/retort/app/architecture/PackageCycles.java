package io.retort.app.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.alwaysTrue;
import static com.tngtech.archunit.base.DescribedPredicate.describe;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import java.util.Set;

/** The packages of a module use each other in one direction. */
final class PackageCycles implements SliceAssignment {

  /**
   * All that a plugin is offered, of any kind: the one place where a provider, from which every
   * kind of plugin derives, leads to the kinds.
   */
  private static final Set<String> OFFERED =
      Set.of(
          "io.retort.core.plugin.Context",
          "io.retort.core.plugin.NestedContext",
          "io.retort.core.plugin.NamedReports");

  private PackageCycles() {}

  static ArchRule rule() {
    return SlicesRuleDefinition.slices()
        .assignedFrom(new PackageCycles())
        .should()
        .beFreeOfCycles()
        .ignoreDependency(
            describe("are offered to plugins", type -> OFFERED.contains(type.getName())),
            alwaysTrue());
  }

  @Override
  public SliceIdentifier getIdentifierOf(JavaClass type) {
    return SliceIdentifier.of(type.getPackageName());
  }

  @Override
  public String getDescription() {
    return "packages";
  }
}
