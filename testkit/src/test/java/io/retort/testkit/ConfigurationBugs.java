package io.retort.testkit;

import io.retort.core.Warning;
import io.retort.core.optimizer.Schedule;
import io.retort.core.optimizer.ScheduleProvider;
import io.retort.core.plugin.Context;
import io.retort.core.plugin.Doc;
import java.util.List;

/** Wrong names and configurations, which plugins of any kind can have. */
final class ConfigurationBugs {

  private ConfigurationBugs() {}

  record Undocumented(double weight) {}

  record Silent(@Doc(" ") double weight) {}

  /** A percentage that is made a fraction each time that the record is made. */
  record Rescaled(@Doc("The weight in percent.") double weight) {
    Rescaled {
      weight /= 100;
    }
  }

  record Advised(@Doc("The weight.") double weight) {}

  static List<PlantedBug> all() {
    return List.of(
        bug(
            "a name with a space",
            "soft targets",
            new FixedProvider.NoKeys(),
            "nameCanBeWritten",
            "form"),
        bug(
            "a key without documentation",
            new Undocumented(1),
            "everyConfigurationKeyIsDocumented",
            "has no @Doc"),
        bug(
            "a key that is documented with nothing",
            new Silent(1),
            "everyConfigurationKeyIsDocumented",
            "is empty"),
        bug(
            "a value that is changed on its way into the record",
            new Rescaled(50),
            "configurationMadeOfTheSameValuesIsEqual",
            "made of another one's values is another"),
        bug(
            "advice about a key that does not exist",
            new Advised(1),
            "adviceIsAboutKeysOfTheConfiguration",
            "is about a key that the configuration does not have"));
  }

  private static PlantedBug bug(String bug, Record keys, String test, String message) {
    return bug(bug, "planted", keys, test, message);
  }

  private static <C extends Record> PlantedBug bug(
      String bug, String name, C keys, String test, String message) {
    return new PlantedBug("Provider", bug, () -> contract(name, keys), test, message);
  }

  private static <C extends Record> ProviderContract<ScheduleProvider<C>, C> contract(
      String name, C keys) {
    return new ProviderContract<>() {
      @Override
      protected ScheduleProvider<C> provider() {
        return new Named<>(name, keys);
      }

      @Override
      protected C configuration() {
        return keys;
      }
    };
  }

  private record Named<C extends Record>(String name, C keys) implements ScheduleProvider<C> {
    @Override
    @SuppressWarnings("unchecked") // the class of a C
    public Class<C> configuration() {
      return (Class<C>) keys.getClass();
    }

    @Override
    public List<Warning> advise(C configuration) {
      return configuration instanceof Advised
          ? List.of(new Warning("heavy", "mass", "it is too heavy"))
          : List.of();
    }

    @Override
    public Schedule create(C configuration, Context context) {
      return Schedule.CONSTANT;
    }
  }
}
