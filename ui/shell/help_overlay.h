#pragma once

#include "ui/shell/overlay.h"

#include <vector>

class QListWidget;
class QTextBrowser;
class QUrl;

namespace binnacle::ui {

// F1: the pages that travel with the program. Typing leaves the pages that hold the words and marks
// the first place. Links lead to other pages and never out of the program.
class HelpOverlay final : public Overlay
{
    Q_OBJECT

public:
    struct Page
    {
        QString id; // "agents": resources/help/agents.md
        QString title;
    };

    explicit HelpOverlay(QWidget &window);

    static std::vector<Page> pages();
    void openAt(const QString &page); // empty or unknown: the page read last
    QString currentPage() const;
    QStringList shownPages() const; // those that hold what was typed

protected:
    bool handleKey(int key) override;

private:
    void refresh();
    void showPage();
    void markFirst();
    void follow(const QUrl &link);

    QListWidget *m_list;
    QTextBrowser *m_browser;
    QString m_shown; // the page in the browser
};

} // namespace binnacle::ui
