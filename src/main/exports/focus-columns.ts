/** A column of FOCUS 1.2: its data type, its feature level, and whether it may be null. */
export type FocusColumn = {
  readonly name: string;
  readonly type: 'string' | 'decimal' | 'instant' | 'json';
  readonly level: 'mandatory' | 'conditional' | 'recommended';
  readonly nulls: boolean;
};

/**
 * All columns of FOCUS 1.2, as their constraints stand in the specification's column pages at tag
 * v1.2 (FinOps Open Cost and Usage Specification, focus.finops.org, CC BY 4.0).
 */
export const focusColumns: readonly FocusColumn[] = [
  { name: 'AvailabilityZone', type: 'string', level: 'recommended', nulls: true },
  { name: 'BilledCost', type: 'decimal', level: 'mandatory', nulls: false },
  { name: 'BillingAccountId', type: 'string', level: 'mandatory', nulls: false },
  { name: 'BillingAccountName', type: 'string', level: 'mandatory', nulls: true },
  { name: 'BillingAccountType', type: 'string', level: 'conditional', nulls: false },
  { name: 'BillingCurrency', type: 'string', level: 'mandatory', nulls: false },
  { name: 'BillingPeriodEnd', type: 'instant', level: 'mandatory', nulls: false },
  { name: 'BillingPeriodStart', type: 'instant', level: 'mandatory', nulls: false },
  { name: 'CapacityReservationId', type: 'string', level: 'conditional', nulls: true },
  { name: 'CapacityReservationStatus', type: 'string', level: 'conditional', nulls: true },
  { name: 'ChargeCategory', type: 'string', level: 'mandatory', nulls: false },
  { name: 'ChargeClass', type: 'string', level: 'mandatory', nulls: true },
  { name: 'ChargeDescription', type: 'string', level: 'mandatory', nulls: true },
  { name: 'ChargeFrequency', type: 'string', level: 'recommended', nulls: false },
  { name: 'ChargePeriodEnd', type: 'instant', level: 'mandatory', nulls: false },
  { name: 'ChargePeriodStart', type: 'instant', level: 'mandatory', nulls: false },
  { name: 'CommitmentDiscountCategory', type: 'string', level: 'conditional', nulls: true },
  { name: 'CommitmentDiscountId', type: 'string', level: 'conditional', nulls: true },
  { name: 'CommitmentDiscountName', type: 'string', level: 'conditional', nulls: true },
  { name: 'CommitmentDiscountQuantity', type: 'decimal', level: 'conditional', nulls: true },
  { name: 'CommitmentDiscountStatus', type: 'string', level: 'conditional', nulls: true },
  { name: 'CommitmentDiscountType', type: 'string', level: 'conditional', nulls: true },
  { name: 'CommitmentDiscountUnit', type: 'string', level: 'conditional', nulls: true },
  { name: 'ConsumedQuantity', type: 'decimal', level: 'conditional', nulls: true },
  { name: 'ConsumedUnit', type: 'string', level: 'conditional', nulls: true },
  { name: 'ContractedCost', type: 'decimal', level: 'mandatory', nulls: false },
  { name: 'ContractedUnitPrice', type: 'decimal', level: 'conditional', nulls: true },
  { name: 'EffectiveCost', type: 'decimal', level: 'mandatory', nulls: false },
  { name: 'InvoiceId', type: 'string', level: 'recommended', nulls: true },
  { name: 'InvoiceIssuerName', type: 'string', level: 'mandatory', nulls: false },
  { name: 'ListCost', type: 'decimal', level: 'mandatory', nulls: false },
  { name: 'ListUnitPrice', type: 'decimal', level: 'conditional', nulls: true },
  { name: 'PricingCategory', type: 'string', level: 'conditional', nulls: true },
  { name: 'PricingCurrency', type: 'string', level: 'conditional', nulls: true },
  {
    name: 'PricingCurrencyContractedUnitPrice',
    type: 'decimal',
    level: 'conditional',
    nulls: true,
  },
  { name: 'PricingCurrencyEffectiveCost', type: 'decimal', level: 'conditional', nulls: true },
  { name: 'PricingCurrencyListUnitPrice', type: 'decimal', level: 'conditional', nulls: true },
  { name: 'PricingQuantity', type: 'decimal', level: 'mandatory', nulls: true },
  { name: 'PricingUnit', type: 'string', level: 'mandatory', nulls: true },
  { name: 'ProviderName', type: 'string', level: 'mandatory', nulls: false },
  { name: 'PublisherName', type: 'string', level: 'mandatory', nulls: false },
  { name: 'RegionId', type: 'string', level: 'conditional', nulls: true },
  { name: 'RegionName', type: 'string', level: 'conditional', nulls: true },
  { name: 'ResourceId', type: 'string', level: 'conditional', nulls: true },
  { name: 'ResourceName', type: 'string', level: 'conditional', nulls: true },
  { name: 'ResourceType', type: 'string', level: 'conditional', nulls: true },
  { name: 'ServiceCategory', type: 'string', level: 'mandatory', nulls: false },
  { name: 'ServiceName', type: 'string', level: 'mandatory', nulls: false },
  { name: 'ServiceSubcategory', type: 'string', level: 'recommended', nulls: false },
  { name: 'SkuId', type: 'string', level: 'conditional', nulls: true },
  { name: 'SkuMeter', type: 'string', level: 'conditional', nulls: true },
  { name: 'SkuPriceDetails', type: 'json', level: 'conditional', nulls: true },
  { name: 'SkuPriceId', type: 'string', level: 'conditional', nulls: true },
  { name: 'SubAccountId', type: 'string', level: 'conditional', nulls: true },
  { name: 'SubAccountName', type: 'string', level: 'conditional', nulls: true },
  { name: 'SubAccountType', type: 'string', level: 'conditional', nulls: true },
  { name: 'Tags', type: 'json', level: 'conditional', nulls: true },
];
