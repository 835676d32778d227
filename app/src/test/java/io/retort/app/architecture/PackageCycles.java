package io.retort.app.architecture;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;

/** The packages of a module use each other in one direction. */
final class PackageCycles implements SliceAssignment {

  private PackageCycles() {}

  static ArchRule rule() {
    return SlicesRuleDefinition.slices()
        .assignedFrom(new PackageCycles())
        .should()
        .beFreeOfCycles();
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
