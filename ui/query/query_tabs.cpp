#include "ui/query/query_tabs.h"

#include "core/console/ui_memory.h"
#include "ui/query/query_stages.h"
#include "ui/theme/icons.h"

#include <QHBoxLayout>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QKeyEvent>
#include <QLineEdit>
#include <QTabBar>
#include <QTextDocument>
#include <QToolButton>

#include <algorithm>
#include <utility>

namespace binnacle::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

const QString kKey = u"query/tabs"_s;
constexpr std::size_t kMostTabs = 20;

} // namespace

QueryTabs::QueryTabs(console::UiMemory &memory, QWidget *parent)
    : QWidget(parent)
    , m_memory(memory)
    , m_bar(new QTabBar)
    , m_add(new QToolButton)
    , m_rename(new QLineEdit(m_bar))
{
    m_bar->setObjectName(u"queryTabs"_s);
    m_bar->setAccessibleName(tr("Queries"));
    m_bar->setDrawBase(false);
    m_bar->setMovable(true);
    m_bar->setExpanding(false);
    m_bar->setUsesScrollButtons(true);
    m_bar->setElideMode(Qt::ElideNone);
    m_bar->installEventFilter(this);
    m_add->setText(u"+"_s);
    m_add->setProperty("role", u"flat"_s);
    m_add->setToolTip(tr("New query (Ctrl+N)"));
    m_add->setAccessibleName(tr("New query"));
    m_rename->setObjectName(u"queryTabName"_s);
    m_rename->setAccessibleName(tr("Name of the query"));
    m_rename->installEventFilter(this);
    m_rename->hide();
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(4);
    layout->addWidget(m_bar);
    layout->addWidget(m_add);
    layout->addStretch(1);

    connect(m_add, &QToolButton::clicked, this, &QueryTabs::add);
    connect(m_bar, &QTabBar::tabBarDoubleClicked, this, &QueryTabs::startRenaming);
    connect(m_bar, &QTabBar::tabMoved, this, [this](int from, int to) {
        Tab tab = std::move(m_tabs[static_cast<std::size_t>(from)]);
        m_tabs.erase(m_tabs.begin() + from);
        m_tabs.insert(m_tabs.begin() + to, std::move(tab));
        keep();
    });
    restore();
    connect(m_bar, &QTabBar::currentChanged, this, [this] {
        finishRenaming(false);
        keep();
        emit currentChanged();
    });
}

const QueryTabs::Tab &QueryTabs::current() const
{
    return m_tabs[static_cast<std::size_t>(std::max(m_bar->currentIndex(), 0))];
}

QString QueryTabs::title(int at) const
{
    const Tab &tab = m_tabs[static_cast<std::size_t>(at)];
    if (!tab.name.isEmpty())
        return tab.name;
    const QString source = querySource(tab.text);
    return source.isEmpty() ? tr("new query") : source;
}

void QueryTabs::restore()
{
    const QJsonObject kept = QJsonDocument::fromJson(m_memory.value(kKey)).object();
    for (const QJsonValue value : kept[u"tabs"_s].toArray()) {
        const QJsonObject tab = value.toObject();
        if (m_tabs.size() < kMostTabs)
            insert({++m_lastId, tab[u"name"_s].toString(), tab[u"text"_s].toString()});
    }
    if (m_tabs.empty())
        insert({++m_lastId, {}, {}});
    m_bar->setCurrentIndex(std::clamp(kept[u"current"_s].toInt(), 0, count() - 1));
}

void QueryTabs::keep()
{
    QJsonArray tabs;
    for (const Tab &tab : m_tabs)
        tabs.append(QJsonObject{{u"name"_s, tab.name}, {u"text"_s, tab.text}});
    const QJsonObject kept{{u"tabs"_s, tabs}, {u"current"_s, m_bar->currentIndex()}};
    m_memory.setValue(kKey, QJsonDocument(kept).toJson(QJsonDocument::Compact));
}

void QueryTabs::insert(Tab tab)
{
    const int id = tab.id;
    m_tabs.push_back(std::move(tab)); // before the bar tells that it is there
    const int at = m_bar->addTab({});
    auto *close = new QToolButton;
    close->setProperty("role", u"chip"_s);
    close->setIcon(icon(u"close"_s));
    close->setIconSize({10, 10});
    close->setToolTip(tr("Close this query (Ctrl+W)"));
    close->setAccessibleName(tr("Close this query"));
    close->setFocusPolicy(Qt::NoFocus);
    connect(close, &QToolButton::clicked, this, [this, id] {
        const auto found = std::ranges::find(m_tabs, id, &Tab::id);
        if (found != m_tabs.end())
            this->close(static_cast<int>(found - m_tabs.begin()));
    });
    m_bar->setTabButton(at, QTabBar::RightSide, close);
    showTitle(at);
}

void QueryTabs::showTitle(int at)
{
    const QString shown = title(at);
    if (m_bar->tabText(at) != shown)
        m_bar->setTabText(at, QString(shown).replace(u'&', u"&&"_s));
    m_bar->setTabToolTip(at, Qt::convertFromPlainText(m_tabs[static_cast<std::size_t>(at)].text));
}

void QueryTabs::setText(const QString &text)
{
    const int at = m_bar->currentIndex();
    Tab &tab = m_tabs[static_cast<std::size_t>(at)];
    if (tab.text == text)
        return;
    tab.text = text;
    showTitle(at);
}

void QueryTabs::setName(const QString &name)
{
    const int at = m_bar->currentIndex();
    m_tabs[static_cast<std::size_t>(at)].name = name;
    showTitle(at);
    keep();
}

void QueryTabs::open(const QString &text, const QString &name)
{
    if (current().text.trimmed().isEmpty()) {
        setText(text);
        setName(name);
        emit currentChanged();
        return;
    }
    insert({++m_lastId, name, text});
    m_bar->setCurrentIndex(count() - 1);
}

void QueryTabs::add()
{
    insert({++m_lastId, {}, {}});
    m_bar->setCurrentIndex(count() - 1);
}

void QueryTabs::closeCurrent()
{
    close(m_bar->currentIndex());
}

void QueryTabs::close(int at)
{
    finishRenaming(false);
    const int id = m_tabs[static_cast<std::size_t>(at)].id;
    if (count() == 1) { // there is always one
        m_tabs.front() = {++m_lastId, {}, {}};
        showTitle(0);
        keep();
        emit closed(id);
        emit currentChanged();
        return;
    }
    const bool wasCurrent = at == m_bar->currentIndex();
    if (wasCurrent) // first go elsewhere: the bar tells of a change while it is still complete
        m_bar->setCurrentIndex(at + 1 < count() ? at + 1 : at - 1);
    m_tabs.erase(m_tabs.begin() + at);
    const bool wasBlocked = m_bar->blockSignals(true); // only places change from here
    m_bar->removeTab(at);
    m_bar->blockSignals(wasBlocked);
    keep();
    emit closed(id);
}

void QueryTabs::next(int step)
{
    m_bar->setCurrentIndex((m_bar->currentIndex() + step + count()) % count());
}

void QueryTabs::startRenaming(int at)
{
    if (at < 0)
        return;
    m_renamed = at;
    m_rename->setGeometry(m_bar->tabRect(at).adjusted(2, 2, -2, -2));
    m_rename->setText(title(at));
    m_rename->selectAll();
    m_rename->show();
    m_rename->raise();
    m_rename->setFocus(Qt::OtherFocusReason);
}

void QueryTabs::finishRenaming(bool isWanted)
{
    const int at = std::exchange(m_renamed, -1);
    if (at < 0)
        return;
    m_rename->hide();
    if (!isWanted || at >= count())
        return;
    m_tabs[static_cast<std::size_t>(at)].name = m_rename->text().trimmed();
    showTitle(at);
    keep();
}

bool QueryTabs::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_rename && event->type() == QEvent::FocusOut) {
        finishRenaming(true);
    } else if (watched == m_rename && event->type() == QEvent::KeyPress) {
        const int key = static_cast<QKeyEvent *>(event)->key();
        if (key == Qt::Key_Return || key == Qt::Key_Enter || key == Qt::Key_Escape) {
            finishRenaming(key != Qt::Key_Escape);
            return true;
        }
    } else if (watched == m_bar && event->type() == QEvent::KeyPress) {
        if (static_cast<QKeyEvent *>(event)->key() == Qt::Key_F2) {
            startRenaming(m_bar->currentIndex());
            return true;
        }
    }
    return QWidget::eventFilter(watched, event);
}

} // namespace binnacle::ui
