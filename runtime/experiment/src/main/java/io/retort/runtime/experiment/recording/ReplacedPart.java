package io.retort.runtime.experiment.recording;

/**
 * A part of the run that a module has put in the place of the one that the experiment names.
 *
 * @param key the experiment's key, which had no effect; empty if none chooses the part
 * @param binding what is bound
 * @param type the class of what ran in its place
 * @param module the class's module
 * @param by who has bound it: the program, or the extension of a plugin
 */
public record ReplacedPart(String key, String binding, String type, String module, String by) {}
