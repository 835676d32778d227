/**
 * The exporter {@code java}: a student as one class that needs nothing but Java.
 *
 * <p>{@code StudentSource} fills in the template {@code Student.java.mustache}, which has a method
 * for each kind of layer, written only if it is called; {@code NodeCalls} has the call of each
 * node. {@code SourceLimits} refuses what does not fit into a class file, and {@code
 * CompiledStudent} and {@code SourceCheck} compile what was written and compare it with the
 * student.
 */
package io.retort.exporters.source;
