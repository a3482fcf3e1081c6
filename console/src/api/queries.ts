import { QueryClient } from '@tanstack/react-query';
import { ApiFault } from './fault.ts';

/** Live news keep data fresh; a query is asked again on return of the connection and when it says so itself. */
export const queries = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 30_000,
      refetchOnWindowFocus: false,
      retry: (failures, error) => failures < 2 && error instanceof ApiFault && (error.status === 0 || error.status >= 500),
    },
    mutations: { retry: false },
  },
});
