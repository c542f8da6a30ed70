import { create } from 'zustand';

/** Whose profile is shown over everything else. Any feature may ask for it, `app/` draws it. */
export const usePersonCard = create<{ userId: string | null }>(() => ({ userId: null }));

export const showPerson = (userId: string) => usePersonCard.setState({ userId });

export const hidePerson = () => usePersonCard.setState({ userId: null });
