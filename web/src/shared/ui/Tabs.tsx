import type { KeyboardEvent, ReactNode } from 'react';
import styles from './Tabs.module.css';

interface TabsProps<Tab extends string> {
  /** Of what they belong to: each tab has it with its own name behind it, the panel with `panel`. */
  id: string;
  label: string;
  tabs: readonly Tab[];
  chosen: Tab;
  nameOf: (tab: Tab) => string;
  onChange: (tab: Tab) => void;
}

/** One stop of the Tab key; arrows go from one to the next and show it. */
export function Tabs<Tab extends string>({ id, label, tabs, chosen, nameOf, onChange }: TabsProps<Tab>) {
  function onKeyDown(event: KeyboardEvent<HTMLElement>) {
    const forward = getComputedStyle(event.currentTarget).direction === 'rtl' ? 'ArrowLeft' : 'ArrowRight';
    const now = tabs.indexOf(chosen);
    const wanted = { Home: 0, End: tabs.length - 1, ArrowLeft: now - 1, ArrowRight: now - 1, [forward]: now + 1 }[event.key];
    if (wanted === undefined) return;
    event.preventDefault();
    const next = (wanted + tabs.length) % tabs.length;
    onChange(tabs[next]!);
    (event.currentTarget.children[next] as HTMLElement).focus();
  }

  return (
    <div aria-label={label} className={styles.tabs} onKeyDown={onKeyDown} role="tablist" tabIndex={-1}>
      {tabs.map((tab) => (
        <button
          aria-controls={`${id}panel`}
          aria-selected={tab === chosen}
          className={styles.tab}
          id={id + tab}
          key={tab}
          onClick={() => onChange(tab)}
          role="tab"
          tabIndex={tab === chosen ? 0 : -1}
          type="button"
        >
          {nameOf(tab)}
        </button>
      ))}
    </div>
  );
}

interface TabPanelProps {
  id: string;
  chosen: string;
  className: string | undefined;
  children: ReactNode;
}

/** What the chosen one shows. */
export function TabPanel({ id, chosen, className, children }: TabPanelProps) {
  return (
    <div aria-labelledby={id + chosen} className={className} id={`${id}panel`} role="tabpanel">
      {children}
    </div>
  );
}
