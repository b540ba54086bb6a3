#pragma once

#include <QString>
#include <QWidget>

#include <vector>

class QLineEdit;
class QTabBar;
class QToolButton;

namespace binnacle::console {
class UiMemory;
}

namespace binnacle::ui {

// Several queries side by side. A tab is named after its saved query or the source it asks; a
// double click gives it a name of its own. Names and texts are remembered.
class QueryTabs final : public QWidget
{
    Q_OBJECT

public:
    struct Tab
    {
        int id = 0;   // never the same again in this run
        QString name; // given; empty: after the source
        QString text;
    };

    explicit QueryTabs(console::UiMemory &memory, QWidget *parent = nullptr); // must outlive it

    int count() const { return static_cast<int>(m_tabs.size()); } // at least 1
    const Tab &current() const;
    QString title(int at) const;

    void setText(const QString &text); // of the current one, while it is typed
    void setName(const QString &name);
    // A new tab, at the end and current; an empty current one is used instead.
    void open(const QString &text, const QString &name = {});
    void add();
    void closeCurrent();
    void next(int step); // Ctrl+Tab
    void keep();         // writes what is to be remembered

signals:
    void currentChanged();
    void closed(int id);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void restore();
    void insert(Tab tab);
    void close(int at);
    void showTitle(int at);
    void startRenaming(int at);
    void finishRenaming(bool isWanted);

    console::UiMemory &m_memory;
    std::vector<Tab> m_tabs; // in the order of the bar
    int m_lastId = 0;
    QTabBar *m_bar;
    QToolButton *m_add;
    QLineEdit *m_rename;
    int m_renamed = -1;
};

} // namespace binnacle::ui
