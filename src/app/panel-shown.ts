/** Whether a panel is seen: one behind another stays as it was left, and need not follow each step. */
import type { DockviewPanelApi } from 'dockview-react';
import { createContext, useCallback, useContext, useSyncExternalStore } from 'react';

const PanelShown = createContext(true);
export const PanelShownProvider = PanelShown.Provider;

/** Of the panel that a component stands in. */
export const usePanelShown = (): boolean => useContext(PanelShown);

/** Of a panel in the dock. */
export function useShownInDock(api: DockviewPanelApi): boolean {
  const subscribe = useCallback(
    (changed: () => void) => {
      const subscription = api.onDidVisibilityChange(changed);
      return () => subscription.dispose();
    },
    [api],
  );
  return useSyncExternalStore(subscribe, () => api.isVisible);
}
