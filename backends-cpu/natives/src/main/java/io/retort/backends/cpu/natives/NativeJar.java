package io.retort.backends.cpu.natives;

/**
 * A jar of native libraries as JavaCPP looks for them: in a folder that is named by the platform,
 * as is the jar's classifier.
 *
 * @param dependency its Maven coordinates without version and classifier, such as {@code
 *     org.bytedeco:dnnl}
 * @param folder the path in the jar that the platform is added to, such as {@code
 *     org/bytedeco/dnnl}
 * @param library one of the libraries, without what systems add to names, such as {@code jnidnnl}
 */
public record NativeJar(String dependency, String folder, String library) {

  /** The path in the jar of the libraries for a platform. */
  String folder(String platform) {
    return folder + "/" + platform + "/";
  }

  /** The path in the jar of the library for the platform of this process. */
  String entry(String platform) {
    return folder(platform) + System.mapLibraryName(library);
  }
}
