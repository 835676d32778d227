package io.retort.app.scaffold;

import com.samskivert.mustache.Mustache;
import io.retort.core.plugin.ApiVersion;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/**
 * The files of a new plugin's project. Their templates are resources beside this class: those of
 * all kinds in {@code project}, and the others in a folder that is called like the {@link
 * ProjectTemplate}, which has those of {@link #OF_TEMPLATE} that it needs.
 */
public final class ProjectTemplates {
  private static final List<Template> OF_PROJECT =
      List.of(
          new Template("pom.xml", "pom.xml"),
          new Template("README.md", "README.md"),
          new Template("gitignore", ".gitignore"),
          new Template("module-info.java", "src/main/java/module-info.java"),
          new Template("services", "src/main/resources/META-INF/services/{{service}}"));

  private static final List<Template> OF_TEMPLATE =
      List.of(
          new Template("Type.java", "src/main/java/{{folder}}/{{type}}.java"),
          new Template("TypeSettings.java", "src/main/java/{{folder}}/{{type}}Settings.java"),
          new Template("TypeProvider.java", "src/main/java/{{folder}}/{{type}}Provider.java"),
          new Template("TypeTest.java", "src/test/java/{{folder}}/{{type}}Test.java"),
          new Template("experiment.yaml", "experiment.yaml"),
          new Template("model.csv", "model.csv"),
          new Template("sentences.csv", "sentences.csv"));

  /** A resource, without its ending, and where its text goes in a project. */
  private record Template(String resource, String path) {}

  private final String template;
  private final Map<String, Object> values;
  private final Mustache.Compiler compiler;

  private ProjectTemplates(PluginProject project) {
    this.template = project.template().name();
    this.values = values(project);
    // A value that is missing, or a section that is never closed, is an error of the template.
    this.compiler =
        Mustache.compiler().escapeHTML(false).withLoader(partial -> open(template + "/" + partial));
  }

  /**
   * All files of a project.
   *
   * @param project what to name in them
   * @return the texts by their path in the project, with slashes
   */
  public static Map<String, String> fill(PluginProject project) {
    ProjectTemplates templates = new ProjectTemplates(project);
    Map<String, String> files = new LinkedHashMap<>();
    templates.fill("project", OF_PROJECT, files);
    templates.fill(templates.template, OF_TEMPLATE, files);
    return files;
  }

  private void fill(String folder, List<Template> templates, Map<String, String> files) {
    for (Template template : templates) {
      String resource = folder + "/" + template.resource();
      if (resource(resource) != null) {
        files.put(
            compiler.compile(template.path()).execute(values),
            compiler.compile(open(resource)).execute(values));
      }
    }
  }

  private static Map<String, Object> values(PluginProject project) {
    Map<String, Object> values = new HashMap<>();
    versions().forEach((key, value) -> values.put(key.toString(), value));
    values.put("kind", project.kind().displayName());
    values.put("template", project.template().name());
    // What is for one kind only is a section of that name.
    values.put(project.kind().displayName(), true);
    values.put("name", project.name());
    values.put("type", project.type());
    values.put("package", project.packageName());
    values.put("folder", project.packageName().replace('.', '/'));
    values.put("service", project.kind().provider().getName());
    values.put("api", ApiVersion.CURRENT.toString());
    return values;
  }

  /** The versions of Retort and of what its build uses, with which a plugin's build works too. */
  private static Properties versions() {
    Properties versions = new Properties();
    try (InputStream in = ProjectTemplates.class.getResourceAsStream("versions.properties")) {
      versions.load(in);
    } catch (IOException unreadable) {
      throw new UncheckedIOException("The program's jar is damaged", unreadable);
    }
    return versions;
  }

  private static Reader open(String resource) {
    return new BufferedReader(new InputStreamReader(resource(resource), StandardCharsets.UTF_8));
  }

  private static InputStream resource(String name) {
    return ProjectTemplates.class.getResourceAsStream(name + ".mustache");
  }
}
