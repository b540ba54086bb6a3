#include "ui/alerts/channel_chips.h"

#include "ui/widgets/chip.h"
#include "ui/widgets/flow_layout.h"
#include "ui/widgets/formatting.h"

#include <QLabel>
#include <QMenu>
#include <QToolButton>

#include <algorithm>
#include <utility>

namespace binnacle::ui {

using namespace Qt::Literals::StringLiterals;

ChannelChips::ChannelChips(QWidget *parent)
    : QWidget(parent)
    , m_layout(new FlowLayout(this, 6))
    , m_all(new QLabel(tr("all enabled channels")))
    , m_add(new QToolButton)
{
    m_all->setProperty("tone", u"muted"_s);
    m_add->setText(tr("+ add", "a channel"));
    m_add->setProperty("role", u"flat"_s);
    m_add->setAccessibleName(tr("Add a channel"));
    m_add->setPopupMode(QToolButton::InstantPopup);
    m_add->setMenu(new QMenu(m_add));
    m_add->setObjectName(u"addChannelChip"_s);
    connect(m_add->menu(), &QMenu::aboutToShow, this, &ChannelChips::fillMenu);
    m_layout->addWidget(m_all);
    m_layout->addWidget(m_add);
}

void ChannelChips::setKnown(const std::vector<Channel> &channels)
{
    std::vector<Known> known;
    for (const Channel &channel : channels)
        known.push_back({channel.id, toText(channel.name), channel.isEffective()});
    if (known == m_known)
        return;
    m_known = std::move(known);
    show();
}

void ChannelChips::setChosen(std::vector<std::int64_t> channels)
{
    if (channels == m_chosen)
        return;
    m_chosen = std::move(channels);
    show();
}

void ChannelChips::show()
{
    for (QWidget *chip : std::as_const(m_chips)) {
        m_layout->removeWidget(chip);
        chip->hide();
        chip->deleteLater(); // its own button may be what removes it
    }
    m_chips.clear();
    m_layout->removeWidget(m_add);
    for (const std::int64_t id : m_chosen) {
        const auto known = std::ranges::find(m_known, id, &Known::id);
        const QString name = known == m_known.end() ? tr("channel %1, removed").arg(id)
            : known->isEffective                    ? known->name
                                 : tr("%1 (switched off or incomplete)").arg(known->name);
        auto *chip = new Chip(name);
        connect(chip, &Chip::removed, this, [this, id] { remove(id); });
        m_layout->addWidget(chip);
        m_chips += chip;
    }
    m_layout->addWidget(m_add);
    m_all->setVisible(m_chosen.empty());
    updateGeometry();
}

void ChannelChips::fillMenu()
{
    QMenu &menu = *m_add->menu();
    menu.clear();
    for (const Known &known : m_known) {
        if (std::ranges::find(m_chosen, known.id) == m_chosen.end())
            menu.addAction(known.name, this, [this, id = known.id] { add(id); });
    }
    if (menu.isEmpty())
        menu.addAction(tr("There is no other channel"))->setEnabled(false);
}

void ChannelChips::add(std::int64_t channel)
{
    m_chosen.push_back(channel);
    show();
    emit edited();
}

void ChannelChips::remove(std::int64_t channel)
{
    std::erase(m_chosen, channel);
    show();
    m_add->setFocus();
    emit edited();
}

} // namespace binnacle::ui
