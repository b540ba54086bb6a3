#include "ui/query/query_toolbar.h"

#include "ui/query/query_tabs.h"

#include <QHBoxLayout>
#include <QLineEdit>
#include <QMenu>
#include <QPushButton>
#include <QStyle>
#include <QTimer>
#include <QToolButton>
#include <QWidgetAction>

namespace binnacle::ui {

using namespace Qt::Literals::StringLiterals;

QueryToolbar::QueryToolbar(console::UiMemory &memory, QWidget *parent)
    : QFrame(parent)
    , m_tabs(new QueryTabs(memory))
    , m_saved(new QToolButton)
    , m_history(new QPushButton(tr("History")))
    , m_sources(new QPushButton(tr("Fields")))
    , m_run(new QPushButton)
{
    setObjectName(u"queryToolbar"_s);
    m_saved->setText(tr("Saved ▾"));
    m_saved->setObjectName(u"querySaved"_s);
    m_saved->setPopupMode(QToolButton::InstantPopup);
    m_saved->setAccessibleName(tr("Saved queries"));
    m_saved->setMenu(new QMenu(m_saved));
    m_history->setObjectName(u"queryHistoryButton"_s);
    m_history->setToolTip(tr("Queries that were run, newest first (Ctrl+H)"));
    m_sources->setCheckable(true);
    m_sources->setChecked(true);
    m_sources->setToolTip(tr("Sources and fields beside the editor (Ctrl+B)"));
    m_run->setObjectName(u"queryRun"_s);
    m_run->setMinimumWidth(120);
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(8);
    layout->addWidget(m_tabs, 1);
    for (QWidget *widget : std::initializer_list<QWidget *>{m_sources, m_saved, m_history, m_run})
        layout->addWidget(widget);

    connect(m_history, &QPushButton::clicked, this, &QueryToolbar::historyRequested);
    connect(m_sources, &QPushButton::toggled, this, &QueryToolbar::sourcesToggled);
    connect(m_run, &QPushButton::clicked, this, [this] {
        if (m_isRunning)
            emit cancelRequested();
        else
            emit runRequested();
    });
    setRunning(false);
}

QWidget &QueryToolbar::historyButton()
{
    return *m_history;
}

void QueryToolbar::setRunning(bool isRunning)
{
    m_isRunning = isRunning;
    m_run->setText(isRunning ? tr("Cancel") : tr("Run  Ctrl+↵"));
    m_run->setAccessibleName(isRunning ? tr("Cancel the query") : tr("Run the query"));
    showRunnable();
}

void QueryToolbar::setRunnable(bool isRunnable)
{
    m_isRunnable = isRunnable;
    showRunnable();
}

void QueryToolbar::showRunnable()
{
    m_run->setEnabled(m_isRunning || m_isRunnable);
    m_run->setProperty("role", m_isRunnable && !m_isRunning ? u"primary"_s : QString());
    m_run->style()->unpolish(m_run);
    m_run->style()->polish(m_run);
}

void QueryToolbar::setSourcesShown(bool isShown)
{
    m_sources->setChecked(isShown);
}

void QueryToolbar::setSavedNames(const QStringList &names)
{
    QMenu *menu = m_saved->menu();
    menu->clear();
    if (m_remove)
        m_remove->deleteLater();
    auto *name = new QLineEdit;
    name->setObjectName(u"querySaveName"_s);
    name->setPlaceholderText(tr("Save this query as…"));
    name->setAccessibleName(tr("Name to save this query under"));
    auto *entry = new QWidgetAction(menu);
    entry->setDefaultWidget(name);
    menu->addAction(entry);
    connect(name, &QLineEdit::returnPressed, this, [this, name, menu] {
        const QString text = name->text().trimmed();
        if (text.isEmpty())
            return;
        menu->close();
        // The answer builds the menu anew, and with it the field that is telling this.
        QTimer::singleShot(0, this, [this, text] { emit saveRequested(text); });
    });
    connect(menu, &QMenu::aboutToShow, name, qOverload<>(&QWidget::setFocus));
    menu->addSeparator();
    for (const QString &saved : names)
        connect(menu->addAction(QString(saved).replace(u'&', u"&&"_s)), &QAction::triggered, this,
            [this, saved] { emit savedPicked(saved); });
    if (names.isEmpty()) {
        menu->addAction(tr("Nothing saved yet"))->setEnabled(false);
        return;
    }
    menu->addSeparator();
    m_remove = menu->addMenu(tr("Delete"));
    for (const QString &saved : names)
        connect(m_remove->addAction(QString(saved).replace(u'&', u"&&"_s)), &QAction::triggered,
            this, [this, saved] { emit savedRemoved(saved); });
}

} // namespace binnacle::ui
