#pragma once

#include "ui/alerts/channel_fields.h"

#include <QWidget>

namespace binnacle::ui {

// The fields of a channel that depend on its type. Stored secrets are never shown: their fields are
// empty and say so; what is typed replaces them.
class ChannelInputs final : public QWidget
{
    Q_OBJECT

public:
    explicit ChannelInputs(QWidget *parent = nullptr);

    void showConfig(ChannelType type, const std::string &config);
    // `config` with what the fields say; masks of untouched secrets stay as they came.
    std::string config(const std::string &config) const;
    QString problem() const; // the first required field that is empty

signals:
    void edited();

private:
    struct Input
    {
        ChannelField field;
        QWidget *widget = nullptr;
        bool isStored = false; // a secret that is there and not shown
    };
    QWidget *inputFor(const ChannelField &field, const QString &value, bool isStored);
    static QString valueOf(const Input &input);

    std::vector<Input> m_inputs;
};

} // namespace binnacle::ui
