#pragma once

#include "core/domain/notification.h"

#include <QWidget>

#include <vector>

class QLabel;
class QToolButton;

namespace binnacle::ui {

class FlowLayout;

// The channels of a rule as chips that can be taken away, and a menu of those that can be added.
// None chosen means all that are effective; it says so.
class ChannelChips final : public QWidget
{
    Q_OBJECT

public:
    explicit ChannelChips(QWidget *parent = nullptr);

    void setKnown(const std::vector<Channel> &channels);
    void setChosen(std::vector<std::int64_t> channels);
    const std::vector<std::int64_t> &chosen() const { return m_chosen; }

signals:
    void edited();

private:
    struct Known
    {
        std::int64_t id = 0;
        QString name;
        bool isEffective = false;
        friend bool operator==(const Known &, const Known &) = default;
    };
    void show();
    void fillMenu();
    void add(std::int64_t channel);
    void remove(std::int64_t channel);

    std::vector<Known> m_known;
    std::vector<std::int64_t> m_chosen;
    QList<QWidget *> m_chips;
    FlowLayout *m_layout;
    QLabel *m_all;
    QToolButton *m_add;
};

} // namespace binnacle::ui
