#include "ui/shell/help_overlay.h"

#include "ui/shell/help_page_style.h"
#include "ui/theme/fonts.h"
#include "ui/theme/theme.h"

#include <QFile>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QLocale>
#include <QTextBrowser>
#include <QUrl>
#include <QVBoxLayout>

#include <algorithm>

namespace binnacle::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kIdRole = Qt::UserRole + 1;
constexpr int kListWidth = 176;
constexpr int kRowHeight = 26;

// In the language of the program, in English where there is no such page.
QString fileOf(const QString &page)
{
    const QLocale locale;
    QStringList languages{locale.name()}; // "zh_CN"
    for (const QString &language : locale.uiLanguages())
        languages << QString(language).replace(u'-', u'_');
    for (const QString &language : languages) {
        const QString path = u":/help/%1/%2.md"_s.arg(language, page);
        if (QFile::exists(path))
            return path;
    }
    return u":/help/%1.md"_s.arg(page);
}

QString markdownOf(const QString &page)
{
    QFile file(fileOf(page));
    return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
}

bool holdsAll(const QString &text, const QStringList &words)
{
    return std::ranges::all_of(
        words, [&](const QString &word) { return text.contains(word, Qt::CaseInsensitive); });
}

} // namespace

HelpOverlay::HelpOverlay(QWidget &window)
    : Overlay(window, {860, 640})
    , m_list(new QListWidget)
    , m_browser(new QTextBrowser)
{
    setObjectName(u"helpOverlay"_s);
    setAccessibleName(tr("Help"));
    edit().setPlaceholderText(tr("Search help"));
    edit().setAccessibleName(tr("Search help"));
    m_list->setObjectName(u"helpPages"_s);
    m_list->setAccessibleName(tr("Help pages"));
    m_list->setFocusPolicy(Qt::NoFocus);
    m_list->setFixedWidth(kListWidth);
    m_browser->setObjectName(u"helpText"_s);
    m_browser->setOpenLinks(false);
    m_browser->setOpenExternalLinks(false);
    addFocusPart(*m_browser);
    auto *hint
        = new QLabel(tr("↑ ↓ page · Page Up, Page Down scroll · Tab into the text · Esc close"));
    hint->setFont(smallFont());
    hint->setProperty("tone", u"muted"_s);

    auto *middle = new QHBoxLayout;
    middle->addWidget(m_list);
    middle->addWidget(m_browser, 1);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(8, 8, 8, 6);
    layout->setSpacing(6);
    layout->addWidget(&edit());
    layout->addLayout(middle, 1);
    layout->addWidget(hint);
    connect(&edit(), &QLineEdit::textChanged, this, &HelpOverlay::refresh);
    connect(m_list, &QListWidget::currentRowChanged, this, &HelpOverlay::showPage);
    connect(m_browser, &QTextBrowser::anchorClicked, this, &HelpOverlay::follow);
    connect(&theme(), &Theme::changed, this, [this] {
        m_shown.clear(); // colours are part of a shown page
        showPage();
    });
}

std::vector<HelpOverlay::Page> HelpOverlay::pages()
{
    return {{u"agents"_s, tr("Connect an agent")}, {u"sources"_s, tr("Metrics endpoints")},
        {u"mesh"_s, tr("Mesh")}, {u"slo"_s, tr("Service levels")}, {u"events"_s, tr("Events")},
        {u"alerts"_s, tr("Alerts")}, {u"commands"_s, tr("Commands")}, {u"query"_s, tr("Queries")},
        {u"filters"_s, tr("Filters and times")}, {u"history"_s, tr("The history")},
        {u"keys"_s, tr("Keys")}};
}

void HelpOverlay::openAt(const QString &page)
{
    const QString wanted = page.isEmpty() ? currentPage() : page;
    open();
    refresh();
    for (int row = 0; row < m_list->count(); ++row) {
        if (m_list->item(row)->data(kIdRole).toString() == wanted)
            m_list->setCurrentRow(row);
    }
}

QString HelpOverlay::currentPage() const
{
    const QListWidgetItem *item = m_list->currentItem();
    return item ? item->data(kIdRole).toString() : QString();
}

QStringList HelpOverlay::shownPages() const
{
    QStringList result;
    for (int row = 0; row < m_list->count(); ++row)
        result << m_list->item(row)->data(kIdRole).toString();
    return result;
}

void HelpOverlay::refresh()
{
    const QString before = currentPage();
    const QStringList words = edit().text().split(u' ', Qt::SkipEmptyParts);
    {
        const QSignalBlocker quiet(m_list); // one page is shown at the end, not one for each row
        m_list->clear();
        for (const Page &page : pages()) {
            if (!holdsAll(page.title + u'\n' + markdownOf(page.id), words))
                continue;
            auto *item = new QListWidgetItem(page.title, m_list);
            item->setData(kIdRole, page.id);
            item->setSizeHint({kListWidth, kRowHeight});
            if (page.id == before)
                m_list->setCurrentItem(item);
        }
        if (!m_list->currentItem())
            m_list->setCurrentRow(0);
    }
    showPage();
    markFirst();
}

void HelpOverlay::showPage()
{
    const QString page = currentPage();
    if (page.isEmpty()) {
        m_shown.clear();
        m_browser->setPlainText(tr("No page holds these words."));
        return;
    }
    if (page == m_shown)
        return;
    m_shown = page;
    m_browser->setMarkdown(markdownOf(page));
    styleHelpPage(*m_browser->document());
    m_browser->moveCursor(QTextCursor::Start);
    markFirst();
}

void HelpOverlay::markFirst()
{
    m_browser->moveCursor(QTextCursor::Start);
    const QStringList words = edit().text().split(u' ', Qt::SkipEmptyParts);
    if (!words.isEmpty())
        m_browser->find(words.front()); // selects it and scrolls there
}

void HelpOverlay::follow(const QUrl &link)
{
    const QString file = link.path();
    if (link.isRelative() && file.endsWith(u".md"_s))
        openAt(file.chopped(3));
}

bool HelpOverlay::handleKey(int key)
{
    switch (key) {
    case Qt::Key_Down:
        m_list->setCurrentRow(std::min(m_list->currentRow() + 1, m_list->count() - 1));
        return true;
    case Qt::Key_Up:
        m_list->setCurrentRow(std::max(m_list->currentRow() - 1, 0));
        return true;
    case Qt::Key_Tab:
    case Qt::Key_Return:
    case Qt::Key_Enter:
        m_browser->setFocus(Qt::OtherFocusReason);
        return true;
    default:
        return scroll(*m_browser, key);
    }
}

} // namespace binnacle::ui
