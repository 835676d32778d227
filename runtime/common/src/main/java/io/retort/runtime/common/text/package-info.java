/** Words shared by discovery and binding. Not exported. */
package io.retort.runtime.common.text;
