#include "ui/events/event_toolbar.h"

#include "ui/events/event_columns.h"
#include "ui/widgets/chip.h"
#include "ui/widgets/time_selection.h"

#include <QAction>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QMenu>
#include <QToolButton>
#include <QVBoxLayout>
#include <QWidgetAction>

namespace binnacle::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

// What events are about most; other kinds are reached by the filter text.
const QStringList &offeredKinds()
{
    static const QStringList kinds{u"Pod"_s, u"Node"_s, u"Deployment"_s, u"ReplicaSet"_s,
        u"StatefulSet"_s, u"DaemonSet"_s, u"Job"_s, u"CronJob"_s, u"HorizontalPodAutoscaler"_s,
        u"PersistentVolumeClaim"_s, u"Service"_s, u"Ingress"_s};
    return kinds;
}

} // namespace

EventToolbar::EventToolbar(FilterBar::Check check, FilterBar::Complete complete,
    const TimeSelection &time, QWidget *parent)
    : QWidget(parent)
    , m_time(time)
    , m_rows(new QVBoxLayout(this))
    , m_line(new QHBoxLayout)
    , m_chips(new QWidget(this))
    , m_bar(new FilterBar(std::move(check), std::move(complete)))
{
    setObjectName(u"eventToolbar"_s);
    m_bar->setObjectName(u"eventFilterBar"_s);
    m_bar->setPlaceholder(u"reason = BackOff and namespace = data"_s);
    m_chips->hide();
    m_chips->setObjectName(u"eventChips"_s);
    auto *chips = new QHBoxLayout(m_chips);
    chips->setContentsMargins(0, 3, 0, 3); // the filter bar is taller, and may grow downwards
    chips->setSpacing(8);

    m_type = newMenuButton(tr("Type ▾"), u"eventTypeMenu"_s);
    m_kind = newMenuButton(tr("Kind ▾"), u"eventKindMenu"_s);
    m_save = newMenuButton(tr("Save view ▾"), u"eventSaveMenu"_s);
    m_export = newMenuButton(tr("Export ▾"), u"eventExportMenu"_s);
    fillExportMenu();
    setSavedNames({});

    m_line->setSpacing(8);
    m_line->addWidget(m_bar, 1);
    for (QToolButton *button : {m_type, m_kind, m_save, m_export})
        m_line->addWidget(button, 0, Qt::AlignTop);
    m_rows->setContentsMargins(12, 8, 12, 8);
    m_rows->setSpacing(8);
    m_rows->addLayout(m_line);
    showFilter({});
}

QToolButton *EventToolbar::newMenuButton(const QString &text, const QString &name)
{
    auto *button = new QToolButton;
    button->setObjectName(name);
    button->setText(text);
    button->setPopupMode(QToolButton::InstantPopup);
    button->setToolButtonStyle(Qt::ToolButtonTextOnly);
    button->setMenu(new QMenu(button));
    return button;
}

void EventToolbar::showFilter(const EventFilter &filter)
{
    m_filter = filter;
    while (QLayoutItem *item = m_chips->layout()->takeAt(0)) {
        if (QWidget *chip = item->widget()) {
            chip->hide();
            chip->deleteLater(); // it may be the chip whose signal brought us here
        }
        delete item;
    }
    if (filter.scope)
        addChip(scopeText(*filter.scope), Part::Scope);
    if (filter.type)
        addChip(EventFilterText::type(*filter.type), Part::Type);
    if (!filter.kinds.isEmpty())
        addChip(EventFilterText::kinds(filter.kinds), Part::Kinds);
    if (filter.brush) {
        addChip(m_time.timeText(filter.brush->from) + u" – "_s + m_time.timeText(filter.brush->to),
            Part::Brush);
    }
    fillTypeMenu();
    fillKindMenu();
    placeChips();
}

void EventToolbar::addChip(const QString &text, Part part)
{
    auto *chip = new Chip(text);
    connect(chip, &Chip::removed, this, [this, part] { emit partRemoved(part); });
    m_chips->layout()->addWidget(chip);
}

// Beside the filter bar where there is room for both, else on a line of their own.
void EventToolbar::placeChips()
{
    const bool isEmpty = m_chips->layout()->isEmpty();
    const bool isBeside = m_chips->sizeHint().width() <= width() * 2 / 5;
    const Chips place = isEmpty ? Chips::Hidden : isBeside ? Chips::Beside : Chips::Below;
    if (place == m_place)
        return;
    m_place = place;
    m_line->removeWidget(m_chips);
    m_rows->removeWidget(m_chips);
    if (place == Chips::Beside)
        m_line->insertWidget(0, m_chips, 0, Qt::AlignTop);
    else if (place == Chips::Below)
        m_rows->addWidget(m_chips, 0, Qt::AlignLeft);
    m_chips->setVisible(place != Chips::Hidden);
}

void EventToolbar::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    placeChips();
}

void EventToolbar::fillTypeMenu()
{
    QMenu *menu = m_type->menu();
    menu->clear();
    const auto add = [&](const QString &text, std::optional<EventType> type) {
        QAction *action = menu->addAction(text);
        action->setCheckable(true);
        action->setChecked(m_filter.type == type);
        connect(action, &QAction::triggered, this, [this, type] { emit typePicked(type); });
    };
    add(tr("All types"), std::nullopt);
    add(EventColumns::typeText(EventType::Warning), EventType::Warning);
    add(EventColumns::typeText(EventType::Normal), EventType::Normal);
}

void EventToolbar::fillKindMenu()
{
    QMenu *menu = m_kind->menu();
    menu->clear();
    QAction *all = menu->addAction(tr("All kinds"));
    all->setCheckable(true);
    all->setChecked(m_filter.kinds.isEmpty());
    connect(all, &QAction::triggered, this, [this] { emit kindsPicked({}); });
    menu->addSeparator();
    for (const QString &kind : offeredKinds()) {
        QAction *action = menu->addAction(kind);
        action->setCheckable(true);
        action->setChecked(m_filter.kinds.contains(kind));
        connect(action, &QAction::triggered, this, [this, kind](bool isOn) {
            QStringList kinds = m_filter.kinds;
            kinds.removeAll(kind);
            if (isOn)
                kinds.append(kind);
            emit kindsPicked(kinds);
        });
    }
}

void EventToolbar::fillExportMenu()
{
    using Format = console::TransferDesk::Format;
    const auto add = [this](const QString &text, Format format) {
        connect(m_export->menu()->addAction(text), &QAction::triggered, this,
            [this, format] { emit exportRequested(format); });
    };
    add(tr("CSV…"), Format::Csv);
    add(tr("JSON…"), Format::Json);
    add(tr("NDJSON, one event a line…"), Format::Ndjson);
}

void EventToolbar::setSavedNames(const QStringList &names)
{
    QMenu *menu = m_save->menu();
    menu->clear();
    auto *name = new QLineEdit;
    name->setObjectName(u"eventSaveName"_s);
    name->setPlaceholderText(tr("Name, then Enter"));
    name->setAccessibleName(tr("Name to save this view under"));
    auto *action = new QWidgetAction(menu);
    action->setDefaultWidget(name);
    menu->addAction(action);
    connect(name, &QLineEdit::returnPressed, this, [this, name, menu] {
        if (const QString text = name->text().trimmed(); !text.isEmpty()) {
            menu->close();
            emit saveRequested(text);
        }
    });
    connect(menu, &QMenu::aboutToShow, name, qOverload<>(&QWidget::setFocus));
    if (names.isEmpty())
        return;
    menu->addSeparator();
    QMenu *remove = new QMenu(tr("Remove"), menu);
    for (const QString &saved : names) {
        connect(menu->addAction(saved), &QAction::triggered, this,
            [this, saved] { emit savedPicked(saved); });
        connect(remove->addAction(saved), &QAction::triggered, this,
            [this, saved] { emit savedRemoved(saved); });
    }
    menu->addSeparator();
    menu->addMenu(remove);
}

} // namespace binnacle::ui
