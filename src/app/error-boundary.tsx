/** A panel that fails shows what happened and can be tried again; the others stay. */
import { Component, type ErrorInfo, type ReactNode } from 'react';

interface Props {
  readonly name: string;
  readonly children: ReactNode;
}

export class ErrorBoundary extends Component<Props, { readonly error: Error | undefined; readonly stack: string }> {
  override state: { readonly error: Error | undefined; readonly stack: string } = { error: undefined, stack: '' };

  static getDerivedStateFromError(error: unknown) {
    return { error: error instanceof Error ? error : new Error(String(error)) };
  }

  override componentDidCatch(error: Error, info: ErrorInfo) {
    this.setState({ stack: `${error.stack ?? error.message}\n${info.componentStack ?? ''}` });
  }

  override render() {
    const { error, stack } = this.state;
    if (!error) return this.props.children;
    return (
      <div className="empty-state" role="alert">
        <h2>{this.props.name} has failed</h2>
        <p>{error.message}</p>
        <p>Nothing stored is affected, and the other panels go on.</p>
        <div className="dialog-buttons">
          <button type="button" className="btn btn-primary" onClick={() => this.setState({ error: undefined })}>
            Try again
          </button>
          <button type="button" className="btn" onClick={() => void navigator.clipboard.writeText(stack)}>
            Copy details
          </button>
        </div>
      </div>
    );
  }
}
