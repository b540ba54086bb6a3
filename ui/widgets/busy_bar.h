#pragma once

#include <QProgressBar>

namespace binnacle::ui {

// Something runs and nobody knows for how long. It stands still where motion is reduced.
class BusyBar final : public QProgressBar
{
    Q_OBJECT

public:
    explicit BusyBar(QWidget *parent = nullptr);

protected:
    void showEvent(QShowEvent *event) override;
};

} // namespace binnacle::ui
