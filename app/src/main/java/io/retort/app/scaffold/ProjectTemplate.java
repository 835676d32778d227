package io.retort.app.scaffold;

import io.retort.core.ErrorKind;
import io.retort.core.RetortException;
import io.retort.runtime.common.text.NearestName;
import io.retort.runtime.plugin.PluginKind;
import java.util.ArrayList;
import java.util.List;

/**
 * What a plugin can begin as: one template for each kind, and one for losses that are more than a
 * function of one output and one target.
 *
 * @param name which template
 * @param kind the plugin's kind
 */
public record ProjectTemplate(String name, PluginKind kind) {
  private static final ProjectTemplate CRITERION =
      new ProjectTemplate("criterion", PluginKind.LOSS);

  /**
   * All templates.
   *
   * @return in the order of the kinds
   */
  public static List<ProjectTemplate> all() {
    List<ProjectTemplate> all = new ArrayList<>();
    for (PluginKind kind : PluginKind.values()) {
      all.add(of(kind));
      if (kind == CRITERION.kind()) {
        all.add(CRITERION);
      }
    }
    return all;
  }

  /**
   * The usual template of a kind.
   *
   * @param kind the kind
   * @return its template, which has its name
   */
  public static ProjectTemplate of(PluginKind kind) {
    return new ProjectTemplate(kind.displayName(), kind);
  }

  /**
   * The template of a name.
   *
   * @param name its name
   * @return the template
   * @throws RetortException naming those that there are
   */
  public static ProjectTemplate parse(String name) {
    List<String> names = all().stream().map(ProjectTemplate::name).toList();
    return all().stream()
        .filter(template -> template.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new RetortException(
                    ErrorKind.CONFIGURATION,
                    "There is no plugin kind '"
                        + name
                        + "'"
                        + NearestName.hint(name, names, "kinds")));
  }

  @Override
  public String toString() {
    return name;
  }
}
