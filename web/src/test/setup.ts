import '@testing-library/jest-dom/vitest';
import 'fake-indexeddb/auto';
import { i18n } from '@lingui/core';
import { cleanup, configure } from '@testing-library/react';
import { afterEach } from 'vitest';
import { messages } from '../locales/en.po';

i18n.loadAndActivate({ locale: 'en', messages });
// A loaded machine is slow, not wrong.
configure({ asyncUtilTimeout: 5_000 });
afterEach(cleanup);

// jsdom has the element but not its methods.
HTMLDialogElement.prototype.showModal ??= function showModal() {
  this.open = true;
};
HTMLDialogElement.prototype.close ??= function close() {
  this.open = false;
};

// jsdom hides popovers and cannot show them.
HTMLElement.prototype.showPopover ??= function showPopover() {
  this.removeAttribute('popover');
};
