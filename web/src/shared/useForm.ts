import { type ChangeEvent, type SubmitEvent, useEffect, useState } from 'react';
import { i18n } from './i18n';
import { Problem } from './problem';
import { useProblemText } from './problemText';
import { useCountdown } from './useCountdown';

type Texts<Values> = Partial<Record<keyof Values, string | null>>;

interface Form<Values> {
  initial: Values;
  /** What is wrong with the values, in words; checked at the first submit and from then on at each change. */
  check?: (values: Values) => Texts<Values>;
  /** In other languages than the server's: what to say when the server refuses a field for a reason of its own. */
  refused?: Texts<Values>;
  send: (values: Values) => Promise<void>;
}

/** Values, errors beside their fields, and one sentence for what concerns no field. */
export function useForm<Values extends Record<string, string>>({ initial, check, refused, send }: Form<Values>) {
  const [values, setValues] = useState(initial);
  const [tried, setTried] = useState(false);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<unknown>(null);
  const [answer, setAnswer] = useState<Texts<Values>>({});
  const [refusal, setRefusal] = useState<{ form: HTMLFormElement } | null>(null);
  const [waitUntil, setWaitUntil] = useState<number | null>(null);
  const waiting = useCountdown(waitUntil);
  const problemText = useProblemText();
  const wrong: Texts<Values> = tried ? (check?.(values) ?? {}) : {};

  // The first field that is wrong, once its error is drawn.
  useEffect(() => refusal?.form.querySelector<HTMLElement>('[aria-invalid=true]')?.focus(), [refusal]);

  function change(name: keyof Values, value: string) {
    setValues((now) => ({ ...now, [name]: value }));
    setAnswer((now) => ({ ...now, [name]: null }));
    setProblem(null);
  }

  async function submit(event: SubmitEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = event.currentTarget;
    if (busy || waiting > 0) return;
    setTried(true);
    setProblem(null);
    setAnswer({});
    if (Object.values(check?.(values) ?? {}).some(Boolean)) return setRefusal({ form });
    setBusy(true);
    try {
      await send(values);
    } catch (error) {
      failed(error);
      setRefusal({ form });
    } finally {
      setBusy(false);
    }
  }

  function failed(error: unknown) {
    const fields = error instanceof Problem ? fieldTexts(error, values, refused) : {};
    setAnswer(fields);
    if (Object.keys(fields).length === 0) setProblem(error);
    if (error instanceof Problem && error.status === 429) setWaitUntil(Date.now() + (error.retryAfter ?? 1) * 1000);
  }

  const field = (name: keyof Values & string) => ({
    name,
    value: values[name],
    onChange: (event: ChangeEvent<HTMLInputElement>) => change(name, event.target.value),
    error: wrong[name] ?? answer[name] ?? null,
  });

  const error = problem === null ? null : problemText(problem);
  return { values, change, field, submit, busy, waiting, problem, error };
}

function fieldTexts<Values extends Record<string, string>>(problem: Problem, values: Values, refused: Texts<Values> = {}) {
  const known = Object.entries(problem.fields).filter(([name]) => name in values);
  const texts = known.map(([name, [text]]) => [name, (i18n.locale === 'en' ? text : refused[name]) ?? text]);
  return Object.fromEntries(texts) as Texts<Values>;
}
