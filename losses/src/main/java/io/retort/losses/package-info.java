/** The losses that ship with Retort. */
package io.retort.losses;
