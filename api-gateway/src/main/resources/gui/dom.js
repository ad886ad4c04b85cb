// The one place that knows which template library is used.
import { html, nothing, render, svg } from './vendor/lit-html/lit-html.js';
import { Directive, directive } from './vendor/lit-html/directive.js';
import { live } from './vendor/lit-html/directives/live.js';
import { repeat } from './vendor/lit-html/directives/repeat.js';
import { noChange } from './vendor/lit-html/lit-html.js';

/**
 * Sets style properties of an element: `<li ${place({ 'grid-row': 3 })}>`. A style attribute would
 * be refused by the content security policy, properties of the element are not.
 */
export const place = directive(
  class extends Directive {
    render() {
      return noChange;
    }

    update(part, [properties]) {
      for (const [name, value] of Object.entries(properties)) {
        part.element.style.setProperty(name, value);
      }
      return noChange;
    }
  },
);

export { html, live, nothing, render, repeat, svg };
