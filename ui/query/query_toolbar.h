#pragma once

#include <QFrame>
#include <QPointer>

class QMenu;
class QPushButton;
class QToolButton;

namespace binnacle::console {
class UiMemory;
}

namespace binnacle::ui {

class QueryTabs;

// The line above the editor: tabs, saved queries, history, and Run, which is Cancel while a query
// is under way.
class QueryToolbar final : public QFrame
{
    Q_OBJECT

public:
    explicit QueryToolbar(console::UiMemory &memory, QWidget *parent = nullptr); // must outlive it

    QueryTabs &tabs() { return *m_tabs; }
    void setSavedNames(const QStringList &names);
    void setRunning(bool isRunning);
    void setRunnable(bool isRunnable);
    void setSourcesShown(bool isShown);
    QWidget &historyButton();

signals:
    void runRequested();
    void cancelRequested();
    void historyRequested();
    void savedPicked(const QString &name);
    void saveRequested(const QString &name);
    void savedRemoved(const QString &name);
    void sourcesToggled(bool isShown);

private:
    void showRunnable();

    QueryTabs *m_tabs;
    QToolButton *m_saved;
    QPointer<QMenu> m_remove; // in the menu of saved queries
    QPushButton *m_history;
    QPushButton *m_sources;
    QPushButton *m_run;
    bool m_isRunning = false;
    bool m_isRunnable = false;
};

} // namespace binnacle::ui
