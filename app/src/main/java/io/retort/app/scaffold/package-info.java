/** New plugins: complete Maven projects, made from templates. */
package io.retort.app.scaffold;
