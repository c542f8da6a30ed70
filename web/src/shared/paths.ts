/** Every address of the client. */
export const paths = {
  home: '/',
  welcome: '/welcome',
  signUp: '/sign-up',
  signIn: '/sign-in',
  setup: '/setup',
  newChat: '/new',
  profile: '/profile',
  storage: '/storage',
  chat: (chatId: string) => `/c/${chatId}`,
  message: (chatId: string, seq: number) => `/c/${chatId}/${seq}`,
  chatInfo: (chatId: string) => `/c/${chatId}/info`,
  chatMedia: (chatId: string) => `/c/${chatId}/media`,
  /** The search beside the conversation, which may stand at a message that it found. */
  chatSearch: (chatId: string, seq?: number | null) => `/c/${chatId}${seq ? `/${seq}` : ''}?search`,
} as const;
